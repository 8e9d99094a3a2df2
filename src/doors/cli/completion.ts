import type { Command } from 'commander';
import { DomainError } from '#src/basics/errors.ts';

/**
 * A completion script for a shell, drawn from the commands themselves.
 *
 * @param shell bash, zsh or fish
 */
export function completionScript(root: Command, shell: string): string {
  const paths = commandPaths(root);
  if (shell === 'bash') return bash(paths);
  if (shell === 'zsh') return `autoload -U +X bashcompinit && bashcompinit\n${bash(paths)}`;
  if (shell === 'fish') return fish(paths);
  throw new DomainError('cli.unknown_shell', { field: 'shell', expected: 'bash, zsh or fish', got: shell });
}

interface CommandPath {
  /** `workspace create` */
  readonly words: string;
  readonly follow: readonly string[];
}

function commandPaths(command: Command, above: readonly string[] = []): CommandPath[] {
  const names = command.commands.map((one) => one.name());
  const options = command.options.flatMap((option) => (option.long ? [option.long] : []));
  return [
    { words: above.join(' '), follow: [...names, ...options] },
    ...command.commands.flatMap((one) => commandPaths(one, [...above, one.name()])),
  ];
}

function bash(paths: readonly CommandPath[]): string {
  const cases = paths
    .map(({ words, follow }) => `    "${words}") follow="${follow.join(' ')}" ;;`)
    .join('\n');
  return `_perdure() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words="" follow="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ "\${COMP_WORDS[i]}" == -* ]] || words="\${words:+$words }\${COMP_WORDS[i]}"
  done
  case "$words" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$follow" -- "$word"))
}
complete -o default -F _perdure perdure
`;
}

function fish(paths: readonly CommandPath[]): string {
  return paths
    .flatMap(({ words, follow }) =>
      follow.map((word) => {
        const when =
          words === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${words.split(' ').at(-1)}`;
        return word.startsWith('--')
          ? `complete -c perdure -n '${when}' -l ${word.slice(2)}`
          : `complete -c perdure -f -n '${when}' -a ${word}`;
      }),
    )
    .join('\n')
    .concat('\n');
}
