export default { pageExtensions: ['ts', 'tsx', 'mdx'] };
