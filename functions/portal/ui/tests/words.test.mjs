// All that the portal says stands in src/words, so that another language is another object there.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript";

const source = fileURLToPath(new URL("../src/", import.meta.url));

/** Attributes whose text a reader sees or hears. */
const told = new Set([
  "alt", "aria-label", "caption", "data-label", "empty", "heading", "hint", "label", "labelDescription", "legend", "title", "what",
]);

const isText = (text) => /\p{L}/u.test(text);

const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken, InKeyword } = ts.SyntaxKind;
const isComparison = ({ operatorToken: { kind } }) =>
  [EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken, InKeyword].includes(kind);

/** The literals that an expression may come to. */
function literalsOf(expression) {
  if (ts.isStringLiteralLike(expression)) return [expression];
  if (ts.isTemplateExpression(expression)) {
    return [expression.head, ...expression.templateSpans.map(({ literal }) => literal)];
  }
  if (ts.isConditionalExpression(expression)) return [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression) && isComparison(expression)) return [];
  if (ts.isBinaryExpression(expression)) return [...literalsOf(expression.left), ...literalsOf(expression.right)];
  if (ts.isParenthesizedExpression(expression)) return literalsOf(expression.expression);
  return [];
}

/** What of a file's text is said to a reader: between tags, and in the attributes above. */
function saidIn(file, text) {
  const said = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const note = (node) => {
    if (isText(node.text)) said.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.text.trim()}`);
  };
  const visit = (node) => {
    if (ts.isJsxText(node)) note(node);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) literalsOf(node.expression).forEach(note);
    if (ts.isJsxAttribute(node) && told.has(node.name.getText()) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      literalsOf(value).forEach(note);
    }
    // Facts are pairs of a name and a value.
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 2 && ts.isStringLiteral(node.elements[0])) note(node.elements[0]);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return said;
}

test("no component says anything of its own", async () => {
  const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith(".tsx"));
  assert.ok(files.length > 50);
  const said = await Promise.all(files.map(async (file) => saidIn(file, await readFile(join(source, file), "utf8"))));
  assert.deepEqual(said.flat(), []);
});
