/** Each test begins with the mock as it was at the start. */
const control = (path: string): string => `${String(Cypress.env('control'))}${path}`;

beforeEach(() => {
  cy.request('POST', control('/reset'));
});

it('shows a client', () => {
  cy.request('POST', control('/clients'), { clientid: 'kitchen-lamp' });
  cy.visit('/clients');
  cy.contains('kitchen-lamp').should('be.visible');
});

it('kicks a client', () => {
  cy.visit('/clients');
  cy.contains('button', 'Kick emqx_c_1').click();
  cy.request(control('/journal/wait?method=DELETE&path=/clients/emqx_c_1&timeout=5s'))
    .its('body.count')
    .should('equal', 1);
});

it('shows an error of the broker', () => {
  cy.request('PUT', control('/faults'), { faults: ['GET /clients status=503'] });
  cy.visit('/clients');
  cy.contains('HTTP 503').should('be.visible');
});
