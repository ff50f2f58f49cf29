module.exports = { testMatch: ['**/*.example.cjs'], testEnvironment: 'node' };
