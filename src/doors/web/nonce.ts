/**
 * The nonce that this page's policy allows for style elements, put into index.html by the server.
 *
 * @returns the nonce; an empty string where there is no policy (the development server)
 */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** The scroll lock behind drawers makes a style element of its own and looks for the nonce under this name. */
export const declareStyleNonce = (): void => {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
};
