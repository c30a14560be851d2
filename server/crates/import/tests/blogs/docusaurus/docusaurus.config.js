// title: 'not this'
module.exports = {
  title: 'Build tools',
  tagline: 'Faster, please',
  url: 'https://tools.example',
  baseUrl: '/',
  i18n: {defaultLocale: 'en', locales: ['en']},
  presets: [['classic', {blog: {showReadingTime: true, routeBasePath: 'blog'}}]],
};
