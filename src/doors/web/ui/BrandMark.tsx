/** Perdure's mark: a curve that falls, then holds. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent-7)" />
      <path
        d="M7 9c4 9 9 12 18 12.5"
        fill="none"
        stroke="var(--accent-0)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="7" cy="9" r="2.5" fill="var(--accent-0)" />
    </svg>
  );
}
