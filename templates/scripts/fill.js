// Words with places to fill in.

/**
 * A text with {name} replaced by the parameter of that name.
 * @param {string} text
 * @param {Record<string, unknown>} [parameters]
 */
export function fill(text, parameters = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole))
}
