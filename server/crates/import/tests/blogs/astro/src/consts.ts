export const SITE_TITLE = 'Islands';
export const SITE_DESCRIPTION = 'On front ends.';
