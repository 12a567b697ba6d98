// The variables in scripts, as TypeScript parses them: node names_of.cjs TYPESCRIPT FOLDER FILE…
// Prints for each file a list of [name, place, whether it is a key too].
const fs = require("node:fs")
const path = require("node:path")
const [typescript, folder, ...names] = process.argv.slice(2)
const ts = require(typescript)

/** Whether an identifier names a property or a key alone, or is a word of an import or export. */
function isKey(node) {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isBindingElement(parent)) return parent.propertyName === node
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node
  return ts.isImportSpecifier(parent)
}

function isShorthand({ parent }) {
  if (ts.isShorthandPropertyAssignment(parent)) return true
  const isInObject = ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)
  return isInObject && !parent.propertyName && !parent.dotDotDotToken
}

function namesIn(name) {
  const source = ts.createSourceFile(name, fs.readFileSync(path.join(folder, name), "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const found = []
  const visit = node => {
    if (ts.isJSDoc(node)) return
    const isName = ts.isIdentifier(node) && node.text
    if (isName && !isKey(node)) {
      const isOwnKey = isShorthand(node) && (node.parent.name === node)
      found.push([node.text, node.getStart(), isOwnKey])
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

console.log(JSON.stringify(Object.fromEntries(names.map(name => [name, namesIn(name)]))))
