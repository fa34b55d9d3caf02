// Charts by uPlot, and two smaller ones: a line without axes, and the heat of latency over time.

const COLOURS = ['a', 'b', 'c'];
const dark = matchMedia('(prefers-color-scheme: dark)');
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

/** A canvas at the resolution of the screen, cleared; null while it is not seen. */
function clearCanvas(canvas) {
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = devicePixelRatio || 1;
  if (!width || !height) return null;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** A line of values, the newest at the right; the scale begins at 0 and reaches at least to most. */
function drawLine(canvas, values, places, most = 0) {
  const context = clearCanvas(canvas);
  if (!context || values.length < 2) return;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  const top = Math.max(most, ...values.map(value => value || 0)) || 1;
  context.strokeStyle = colour('act');
  context.lineWidth = 1.5;
  context.beginPath();
  values.forEach((value, i) => {
    const x = width - (values.length - 1 - i) * width / (places - 1);
    context[i ? 'lineTo' : 'moveTo'](x, height - 2 - (value || 0) / top * (height - 4));
  });
  context.stroke();
}

/** One chart with its title, its lines and what they are at the time under the pointer, or now. */
class Chart {
  /** Lines are {title, figure}; format makes a text of a value. */
  constructor(title, lines, format) {
    this.lines = lines;
    this.format = format;
    this.data = [[], ...lines.map(() => [])];
    this.read = make('p', { class: 'read' });
    this.host = make('div', { class: 'plot', role: 'img' });
    this.title = title;
    this.node = make('section', { class: 'chart' }, make('h3', { text: title }), this.read, this.host);
    this.resized = new ResizeObserver(() => this.plot && this.plot.setSize(this.size()));
    this.resized.observe(this.host);
  }

  size() {
    return { width: Math.max(120, this.host.clientWidth), height: 180 };
  }

  options() {
    const axis = { stroke: colour('quiet'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 }, font: '12px system-ui' };
    return {
      ...this.size(), legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: true }, y: { range: (plot, least, most) => [0, (most || 1) * 1.05] } },
      axes: [{ ...axis, values: (plot, splits, axis, space, step) => splits.map(time => clock(time * 1000).slice(0, step < 60 ? 8 : 5)), space: 70, size: 30 }, { ...axis, size: 64, values: (plot, splits) => splits.map(value => this.format(value)) }],
      series: [{}, ...this.lines.map((line, i) => ({ stroke: colour(COLOURS[i]), width: 1.5, points: { show: false }, spanGaps: false }))],
      hooks: { setCursor: [plot => this.say(plot.cursor.idx)] },
    };
  }

  /** Times in milliseconds, and of each line a value or null at each time. */
  show(times, values) {
    this.data = [times.map(time => time / 1000), ...values];
    if (!this.plot) this.draw();
    else {
      this.plot.setData(this.data);
      if (!known(this.plot.cursor.idx)) this.say(null);
    }
  }

  draw() {
    if (this.plot) this.plot.destroy();
    this.plot = this.host.clientWidth ? new uPlot(this.options(), this.data, this.host) : null;
    this.say(null);
  }

  /** The index of a time, or null for the newest. */
  say(index) {
    const at = known(index) ? index : this.data[0].length - 1;
    const parts = this.lines.map((line, i) => ({ title: line.title, value: this.format(at < 0 ? null : this.data[i + 1][at]) }));
    this.read.replaceChildren(...parts.map((part, i) => make('span', { class: 'key ' + COLOURS[i], text: part.title + ' ' + part.value })),
      known(index) ? clock(this.data[0][at] * 1000) : '');
    if (!known(index)) this.host.setAttribute('aria-label', this.title + ', now: ' + parts.map(part => part.title + ' ' + part.value).join(', '));
  }

  close() {
    this.resized.disconnect();
    if (this.plot) this.plot.destroy();
  }
}

/** How many calls took how long, over time: each column a step, each row a band of latency, the darker the more. */
class Heat extends Chart {
  /** Bounds are the upper ends of the bands but the last, in milliseconds. */
  constructor(title, bounds) {
    super(title, [], millis);
    this.bounds = bounds;
    this.columns = [];
  }

  /** Columns are a list of counts, or null, for each time. */
  showHeat(times, columns) {
    this.columns = columns;
    this.most = Math.max(1, ...columns.map(column => column ? Math.max(...column) : 0));
    this.stepSeconds = times.length > 1 ? (times[times.length - 1] - times[times.length - 2]) / 1000 : 1;
    this.data = [times.map(time => time / 1000), times.map(() => 0)];
    if (!this.plot) this.draw();
    else this.plot.setData(this.data);
    this.say(this.plot ? this.plot.cursor.idx : null);
  }

  options() {
    const options = super.options();
    const bands = this.bounds.length + 1;
    options.scales.y = { range: () => [0, bands] };
    options.axes[1] = { ...options.axes[1], splits: () => this.bounds.map((bound, i) => i + 1), values: (plot, splits) => splits.map(i => i % 2 ? millis(this.bounds[i - 1]) : '') };
    options.series = [{}, { stroke: 'transparent', points: { show: false } }];
    options.hooks.draw = [plot => this.paint(plot)];
    return options;
  }

  paint(plot) {
    const context = plot.ctx, heat = colour('heat');
    const { left, top, width, height } = plot.bbox;
    const band = height / (this.bounds.length + 1);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    this.columns.forEach((column, i) => {
      if (!column) return;
      const x = plot.valToPos(this.data[0][i], 'x', true);
      const next = plot.valToPos(this.data[0][i] + this.stepSeconds, 'x', true);
      column.forEach((count, row) => {
        if (!count) return;
        context.fillStyle = 'rgba(' + heat + ',' + (0.15 + 0.85 * Math.sqrt(count / this.most)).toFixed(2) + ')';
        context.fillRect(x, top + height - (row + 1) * band, Math.max(1, next - x), band);
      });
    });
    context.restore();
  }

  say(index) {
    const at = known(index) ? index : this.columns.length - 1;
    const column = this.columns[at];
    const parts = [];
    if (column) column.forEach((count, i) => {
      if (count) parts.push((i < this.bounds.length ? 'to ' + millis(this.bounds[i]) : 'over ' + millis(this.bounds[i - 1])) + ': ' + number(count));
    });
    const text = parts.length ? 'calls ' + parts.join(', ') : 'no calls';
    setText(this.read, text + (known(index) && this.data[0].length ? ' \u2013 ' + clock(this.data[0][at] * 1000) : ''));
    if (!known(index)) this.host.setAttribute('aria-label', this.title + ', now: ' + text);
  }
}
