module.exports = {
  siteMetadata: {
    title: `The Ferry`,
    author: { name: `Ida`, summary: `steers` },
    description: `Across and back.`,
    siteUrl: `https://ferry.example/`,
  },
  plugins: [
    {
      resolve: `gatsby-source-filesystem`,
      options: { path: `${__dirname}/content/blog`, name: `blog` },
    },
    {
      resolve: `gatsby-source-filesystem`,
      options: { path: `${__dirname}/content/pages`, name: `pages` },
    },
    { resolve: `gatsby-plugin-feed`, options: { feeds: [{ output: "/rss.xml" }] } },
  ],
}
