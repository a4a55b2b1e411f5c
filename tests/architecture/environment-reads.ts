import ts from "typescript";

/** Lines (from 1) on which a source text reads the environment of the process, by whatever spelling. */
export function findEnvironmentReads(fileName: string, text: string): number[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const report = (node: ts.Node) => lines.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
  const visit = (node: ts.Node): void => {
    if (isEnvironment(node)) report(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

function isEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "env" && isProcess(node.expression);
  if (ts.isElementAccessExpression(node)) {
    return (
      isProcess(node.expression) &&
      ts.isStringLiteral(node.argumentExpression) &&
      node.argumentExpression.text === "env"
    );
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return node.initializer !== undefined && isProcess(node.initializer) && node.name.elements.some(isEnvBinding);
  }
  return ts.isImportDeclaration(node) && importsEnv(node);
}

function isProcess(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === "process";
  return (
    ts.isPropertyAccessExpression(node) && node.name.text === "process" && node.expression.getText() === "globalThis"
  );
}

const isEnvBinding = (element: ts.BindingElement) => (element.propertyName ?? element.name).getText() === "env";

function importsEnv(node: ts.ImportDeclaration): boolean {
  if (!ts.isStringLiteral(node.moduleSpecifier) || !/^(node:)?process$/.test(node.moduleSpecifier.text)) return false;
  const bindings = node.importClause?.namedBindings;
  return (
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.some((element) => (element.propertyName ?? element.name).text === "env")
  );
}
