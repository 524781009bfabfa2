// The line that runs a tool, quoted as registry-cli quotes: POSIX single quotes, as Python's shlex.quote.

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
const HOST = /^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/;

export function quote(word) {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** The words after `--` for these values, as registry-cli makes them of the same. */
export function argumentWords(parameters, values) {
  const words = [];
  for (const parameter of parameters) {
    for (const value of values.get(parameter.name) ?? []) {
      add(words, parameter, value);
    }
  }
  return words;
}

/**
 * A schema does not tell a flag, which is there or not, from a truth that is said. What is required is no
 * flag; what is true unless said otherwise can only be said.
 */
function add(words, parameter, value) {
  const { name } = parameter;
  if (parameter.kind === 'boolean' && (value === 'true' || value === 'false')) {
    const isTrueAnyway = parameter.schema.default === true;
    if (parameter.isRequired || (isTrueAnyway && value === 'false')) {
      words.push(`--${name}`, value);
    } else if (!isTrueAnyway && value === 'true') {
      words.push(`--${name}`);
    }
  } else if (value.startsWith('-')) {
    words.push(`--${name}=${value}`);
  } else {
    words.push(`--${name}`, value);
  }
}

/** The whole line. */
export function runLine({ tool, host, agent, registry, words }) {
  const line = ['registry-cli', 'run', tool, '--host', host];
  if (agent !== null) {
    line.push(...(agent.startsWith('-') ? [`--agent=${agent}`] : ['--agent', agent]));
  }
  if (registry !== null) {
    line.push('--registry', registry);
  }
  if (words.length > 0) {
    line.push('--', ...words);
  }
  return line.map(quote).join(' ');
}

/** Why no line can name these; null when one can. */
export function whyNot({ tool, host }) {
  if (tool.startsWith('-')) {
    return 'The name of this tool begins with a dash, so a command line takes it for an option.';
  }
  return HOST.test(host) ? null : 'This is no name of a host that SSH could be given.';
}
