// The arguments of a tool, read from its JSON Schema.

import { word } from './json.js';

function object(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function types(schema, depth = 0) {
  const own = typeof schema.type === 'string' ? [schema.type] : list(schema.type).map(String);
  const others = depth < 2
    ? [...list(schema.anyOf), ...list(schema.oneOf)].flatMap((each) => types(object(each), depth + 1))
    : [];
  return [...new Set([...own, ...others])];
}

function choices(schema) {
  const said = list(schema.enum);
  return said.length === 0 && Object.hasOwn(schema, 'const') ? [schema.const] : said;
}

const WORDS = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'JSON object',
  array: 'list',
};

function kind(schema) {
  if (choices(schema).length > 0) {
    return 'choice';
  }
  const all = types(schema);
  return ['boolean', 'integer', 'number'].find((each) => all.includes(each)) ?? 'text';
}

/** Its arguments: { name, schema, isRequired, isMany, kind, choices, type, description, usual, bounds }. */
export function parameters(inputSchema) {
  const required = new Set(list(object(inputSchema).required));
  return Object.entries(object(object(inputSchema).properties)).map(([name, said]) => {
    const schema = object(said);
    const isMany = types(schema).includes('array');
    const one = isMany ? object(schema.items) : schema;
    return {
      name,
      schema,
      isRequired: required.has(name),
      isMany,
      kind: kind(one),
      choices: choices(one).map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
      type: (isMany ? 'several: ' : '')
        + (choices(one).length > 0 ? 'one of' : types(one).map((each) => WORDS[each] ?? each).join(' or ') || 'anything'),
      description: typeof schema.description === 'string' ? schema.description : String(one.description ?? ''),
      usual: schema.default === undefined ? null : word(schema.default),
      bounds: bounds(one),
    };
  });
}

function bounds(schema) {
  const told = [];
  const { minimum, maximum, minLength, maxLength, pattern } = schema;
  if (minimum !== undefined && maximum !== undefined) {
    told.push(`${word(minimum)} to ${word(maximum)}`);
  } else if (minimum !== undefined) {
    told.push(`at least ${word(minimum)}`);
  } else if (maximum !== undefined) {
    told.push(`at most ${word(maximum)}`);
  }
  if (minLength !== undefined) {
    told.push(`${word(minLength)} characters or more`);
  }
  if (maxLength !== undefined) {
    told.push(`${word(maxLength)} characters at most`);
  }
  if (pattern !== undefined) {
    told.push(`like ${word(pattern)}`);
  }
  return told.join(', ');
}

/** What a definition says, member by member, by where it stands in there. */
export function paths(document) {
  const flat = new Map();
  const walk = (value, place) => {
    const isNested = value !== null && typeof value === 'object' && Object.keys(value).length > 0 && !Array.isArray(value);
    if (isNested) {
      Object.entries(value).forEach(([key, each]) => walk(each, [...place, key]));
    } else {
      flat.set(place.join(' › '), word(value));
    }
  };
  walk(object(document), []);
  return flat;
}
