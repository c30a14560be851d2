exports.createPages = async ({ graphql, actions }) => {
  const posts = (await graphql(`{ allMdx { nodes { fields { slug } } } }`)).data.allMdx.nodes
  posts.forEach(post => {
    actions.createPage({ path: `/log${post.fields.slug}`, component: template })
  })
  tags.forEach(tag => {
    actions.createPage({ path: `/tags/${kebab(tag)}/`, component: tagTemplate })
  })
}
