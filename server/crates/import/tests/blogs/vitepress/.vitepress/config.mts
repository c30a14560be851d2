import { defineConfig } from 'vitepress'
export default defineConfig({
  title: 'Bundles',
  description: 'News of a bundler',
  lang: 'en-US',
  sitemap: { hostname: 'https://bundles.example' },
})
