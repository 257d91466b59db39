// What our HTML is held to: the standard, and none of the validator's matters of taste.
export const htmlRules = {
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'doctype-style': 'off',
    'attr-quotes': 'off',
    // Both are written on purpose: older screen readers know only the role.
    'no-redundant-role': 'off',
    // A region that scrolls is a div with this role; an error summary stands before the page's h1.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    'heading-level': ['error', { minInitialRank: 'h2' }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'no-inline-style': 'error',
    'no-dup-id': 'error',
    'require-sri': 'off',
  },
};
