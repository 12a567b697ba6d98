// Words with places to fill in.

/** A text with {name} replaced by the parameter of that name. */
export function fill(text, parameters = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole))
}
