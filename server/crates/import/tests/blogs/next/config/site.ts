export const site = {
  title: 'Next to nothing',
  description: 'Notes of a small team',
  url: 'https://old.example',
};
