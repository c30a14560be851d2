// Charts of tokens that are left, for tests of what readers do with charts.

/** The text of a chart: `head` are the names of its columns, `rows` its values, a line each. */
export const tokensLeft = (head: string, rows: string[], { type = 'line', title = 'Tokens left' } = {}) => {
  const x = head.startsWith('second') ? 'x = "Second"\n' : '';
  return `\`\`\`chart\ntype = "${type}"\ntitle = "${title}"\n${x}y = "Tokens"\n\n${head}\n${rows.join('\n')}\n\`\`\``;
};
