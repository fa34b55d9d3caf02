// What has happened lately, from one answer to the next: the status counts from the start of the agent on.

const KEPT = 61;
const SHORT_MILLIS = 10000;
const LONG_MILLIS = 60000;

/** The last minute of one operation's counts. Its size never changes. */
class Recent {
  constructor() {
    this.times = new Float64Array(KEPT);
    this.calls = new Float64Array(KEPT);
    this.errors = new Float64Array(KEPT);
    this.clear();
  }

  clear() {
    this.size = 0;
    this.next = 0;
  }

  add(time, calls, errors) {
    const last = this.at(0);
    if (this.size && (calls < this.calls[last] || time < this.times[last])) this.clear();
    this.times[this.next] = time;
    this.calls[this.next] = calls;
    this.errors[this.next] = errors;
    this.next = (this.next + 1) % KEPT;
    this.size = Math.min(KEPT, this.size + 1);
  }

  /** The index of the answer that came so many answers ago. */
  at(ago) {
    return (this.next - 1 - ago + 2 * KEPT) % KEPT;
  }

  /** The index of the oldest answer that is not older than this. */
  since(milliseconds) {
    const newest = this.times[this.at(0)];
    let ago = 0;
    while (ago + 1 < this.size && newest - this.times[this.at(ago + 1)] <= milliseconds + 500) ago++;
    return this.at(ago);
  }

  /** Calls a second, null before there are two answers. */
  rate() {
    const newest = this.at(0), oldest = this.since(SHORT_MILLIS);
    const seconds = (this.times[newest] - this.times[oldest]) / 1000;
    return this.size > 1 && seconds > 0 ? (this.calls[newest] - this.calls[oldest]) / seconds : null;
  }

  /** The failed share of the last minute, null where there was no call. */
  failedShare() {
    if (this.size < 2) return null;
    const newest = this.at(0), oldest = this.since(LONG_MILLIS);
    const calls = this.calls[newest] - this.calls[oldest];
    return calls > 0 ? (this.errors[newest] - this.errors[oldest]) / calls : null;
  }

  /** Calls between one answer and the next, the oldest first. */
  steps() {
    const steps = [];
    for (let ago = this.size - 2; ago >= 0; ago--) {
      const from = this.at(ago + 1), to = this.at(ago);
      steps.push((this.calls[to] - this.calls[from]) * 1000 / Math.max(1, this.times[to] - this.times[from]));
    }
    return steps;
  }
}
