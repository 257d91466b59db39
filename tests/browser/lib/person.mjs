// Somebody with a browser: moves by the words on the page, and has every page looked at.
export class Person {
  constructor(name, page, lab, inspector, mode) {
    Object.assign(this, { name, page, lab, inspector, mode });
  }

  async look(name) {
    await this.inspector.look(this.page, this.lab, this.mode, name);
  }

  async open(path, name) {
    await this.page.goto(new URL(path, this.base).href);
    if (name) await this.look(name);
  }

  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`[name="${name}"]:visible, [name="${name}"][type="radio"], [name="${name}"][type="checkbox"]`).first();
      const kind = await field.evaluate((element) => `${element.localName} ${element.type ?? ''}`.trim());
      if (kind.startsWith('select')) await field.selectOption(value === null ? { index: 1 } : value);
      else if (kind.endsWith('radio')) await this.tick(`[name="${name}"][value="${value}"]`);
      else if (kind.endsWith('checkbox')) await this.tick(`[name="${name}"]`);
      else await field.fill(value);
    }
  }

  // Opens the details around a field, if they are closed.
  async unfold(css) {
    const details = this.page.locator('details', { has: this.page.locator(css) }).last();
    if (await details.count() > 0 && await details.getAttribute('open') === null) await details.locator('summary').first().click();
  }

  // Ticks as people do, by the label: the box itself is drawn by the style.
  async tick(css) {
    const box = this.page.locator(css).first();
    if (await box.isChecked()) return;
    await this.page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
    if (!await box.isChecked()) throw new Error(`${css} does not stay ticked at ${this.page.url()}`);
  }

  // Presses a button by its words and looks at the page that comes.
  async press(words, name, within = 'main') {
    const button = this.page.locator(within).getByRole('button', { name: words, exact: typeof words === 'string' }).first();
    await button.waitFor({ timeout: 10000 }).catch(async () => {
      const text = (await this.page.innerText('main')).replace(/\s+/g, ' ').slice(0, 300);
      throw new Error(`no button «${words}» at ${this.page.url()}: ${text}`);
    });
    await Promise.all([this.page.waitForNavigation({ timeout: 10000 }), button.click()]);
    if (name) await this.look(name);
  }

  async says(words) {
    const text = (await this.page.innerText('main')).replace(/\s+/g, ' ');
    if (!text.includes(words)) this.inspector.report(`${this.mode}/${this.name} (${new URL(this.page.url()).pathname})`, `does not say «${words}»: ${text.slice(0, 300)}`);
  }

  path() {
    return new URL(this.page.url()).pathname;
  }
}
