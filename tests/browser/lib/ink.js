// How much of a drawing stands out from the paper, measured on what the browser really painted.

/** Starts the measuring, on an empty page of its own. Gives `{ share(locator), stop() }`. */
export async function startInk(browser) {
  const context = await browser.newContext();
  const table = await context.newPage();
  return {
    /** The share (0–1) of the element's pixels that contrast with the page's background by 3 to 1 or more. */
    async share(locator) {
      const paper = await locator.evaluate(() => {
        const { backgroundColor } = getComputedStyle(document.body);
        return /^rgba\(.*, 0\)$/.test(backgroundColor) ? 'rgb(255, 255, 255)' : backgroundColor;
      });
      const picture = await locator.screenshot({ animations: 'disabled' });
      return table.evaluate(measure, { picture: picture.toString('base64'), paper });
    },
    stop: () => context.close(),
  };
}

/** Runs in the empty page: no policy of ours governs it. */
async function measure({ picture, paper }) {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width + 1, bitmap.height);
  const drawing = canvas.getContext('2d');
  drawing.drawImage(bitmap, 0, 0);
  // The paper's colour as the canvas writes it, whatever notation it came in.
  drawing.fillStyle = paper;
  drawing.fillRect(bitmap.width, 0, 1, 1);
  const light = (place, data) => {
    const [red, green, blue] = [0, 1, 2].map((channel) => {
      const value = data[place + channel] / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = light(0, drawing.getImageData(bitmap.width, 0, 1, 1).data);
  const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
  let inked = 0;
  for (let place = 0; place < data.length; place += 4) {
    const own = light(place, data);
    const contrast = (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    if (contrast >= 3) inked += 1;
  }
  return inked / (data.length / 4);
}
