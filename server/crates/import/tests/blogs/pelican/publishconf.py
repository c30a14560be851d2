SITEURL = 'https://garden.example'
