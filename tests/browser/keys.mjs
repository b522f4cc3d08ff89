// A keyboard that counts what is pressed.
export class Keys {
  presses = 0;
  #started = performance.now();

  constructor(page) {
    this.page = page;
  }

  async press(...keys) {
    for (const key of keys) {
      this.presses += key.split("+").length;
      await this.page.keyboard.press(key);
    }
  }

  async type(text) {
    this.presses += text.length;
    await this.page.keyboard.type(text);
  }

  get words() {
    const seconds = (performance.now() - this.#started) / 1000;
    return `${this.presses} keys pressed, ${seconds.toFixed(2)} s from the first to “saved”`;
  }
}
