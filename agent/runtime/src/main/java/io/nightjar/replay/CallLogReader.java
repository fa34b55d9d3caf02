package io.nightjar.replay;

import io.nightjar.record.CallOutcome;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a call log, CSV or JSON lines, perhaps gzip, line by line: a file up to its end when it was opened, or a stream. Lines
 * that are up to 10 s out of order are sorted; those that are wrong are said, counted and left out. What it holds does not grow
 * with the log, and plain lines cost no object each. Confined to one thread.
 */
public final class CallLogReader implements AutoCloseable {
    /** Operations beyond so many are all {@code other}, as in the recorder. */
    public static final int MOST_OPERATIONS = 1_000;

    private static final int MOST_EXCEPTIONS = 1_000;
    private static final int MOST_LABEL_VALUES = 10_000;
    private static final String OK = "ok";
    private static final String FAILED = "failed";
    private static final String CANCELLED = "cancelled";

    private final InputStream raw;
    private final LineProblems problems;
    private final LogTimestamps timestamps = new LogTimestamps();
    private final NameTable operations = new NameTable(MOST_OPERATIONS);
    private final NameTable exceptions = new NameTable(MOST_EXCEPTIONS);
    private final NameTable labelValues = new NameTable(MOST_LABEL_VALUES);
    private final LoggedCall call = new LoggedCall(operations);
    private final LogColumns columns = new LogColumns();
    private long newestLine;
    private boolean series;
    private long lines;

    private CallLogReader(InputStream raw, LineProblems problems) {
        this.raw = raw;
        this.problems = problems;
    }

    /** A reader of a file, up to where it ends now. */
    public static CallLogReader open(Path file, LineProblems problems) throws IOException {
        return new CallLogReader(LogInput.open(file), problems);
    }

    /** A reader of a stream, up to its end. */
    public static CallLogReader of(InputStream in, LineProblems problems) {
        return new CallLogReader(in, problems);
    }

    /**
     * Reads everything.
     *
     * @throws CallLogException where it is no call log, or cannot be read to its end
     */
    public void read(CallLogConsumer consumer) throws IOException {
        SortedCalls calls = new SortedCalls((end, duration, operation, outcome, extras) -> {
            if (operation == SortedCalls.SERIES) {
                consumer.value(end, Double.longBitsToDouble(duration));
                return;
            }
            call.endNanos = end;
            call.durationNanos = duration;
            call.operation = operation;
            call.outcome = outcome;
            call.extras = extras;
            consumer.call(call);
        });
        boolean isCutShort = false;
        try {
            readLines(calls);
        } catch (EOFException | ZipException cut) {
            isCutShort = true;
            problems.note("the gzip data is damaged or ends too early, behind line " + lines
                    + "; what came before is judged");
        }
        calls.flush();
        problems.close();
        if (isCutShort) {
            throw new CallLogException("the log could not be read to its end");
        }
    }

    /** Lines that hold a call, or a value of a series. */
    public long lines() {
        return lines;
    }

    /** Whether it is a single series, and no calls; known once its first line was read. */
    public boolean isSeries() {
        return series;
    }

    private void readLines(SortedCalls calls) throws IOException {
        LogLines source = new LogLines(LogInput.unpacked(raw));
        boolean json = begin(source);
        LogFormat format = json ? new JsonFormat(source, columns) : CsvFormat.of(source, columns);
        if (!json) {
            sayUnknown();
        }
        series = columns.isSeries();
        LogFields fields = new LogFields(columns.count());
        boolean more = json || source.next();
        boolean first = true;
        while (more) {
            long line = source.number();
            String problem =
                    source.isTooLong() ? "is longer than " + LogLines.LONGEST_LINE + " bytes" : format.split(fields);
            if (problem == null && json && first) {
                series = columns.isSeries();
                first = false;
            }
            if (problem == null) {
                problem = series ? value(fields, line, calls) : call(fields, line, calls);
            }
            if (problem != null && !problem.isEmpty()) {
                problems.add(line, problem);
            }
            more = source.next();
        }
        if (json) {
            sayUnknown();
        }
    }

    /** Goes to the first line that is not empty; whether it is JSON. */
    private static boolean begin(LogLines source) throws IOException {
        boolean marked = false;
        while (source.next()) {
            if (source.number() == 1 && startsWithMark(source)) {
                source.start += 3;
                marked = true;
            }
            int i = source.start;
            while (i < source.end && source.bytes[i] <= ' ' && source.bytes[i] >= 0) {
                i++;
            }
            if (i < source.end) {
                byte first = source.bytes[i];
                if (first == '[') {
                    throw new CallLogException("the log is a JSON array, and one object a line is read: jq -c '.[]'");
                }
                return first == '{';
            }
        }
        throw new CallLogException(
                source.isTooLong()
                        ? "the first line is longer than " + LogLines.LONGEST_LINE + " bytes: that is no call log"
                        : "the log is empty" + (marked ? "" : ": it has not even a header"));
    }

    /** A mark of UTF-8 at the beginning. */
    private static boolean startsWithMark(LogLines source) {
        byte[] bytes = source.bytes;
        int start = source.start;
        return source.end - start >= 3
                && (bytes[start] & 0xFF) == 0xEF
                && (bytes[start + 1] & 0xFF) == 0xBB
                && (bytes[start + 2] & 0xFF) == 0xBF;
    }

    private void sayUnknown() {
        if (!columns.unknown().isEmpty()) {
            problems.note("what is not known is ignored: " + columns.unknown());
        }
    }

    /** Takes a line's value; what is wrong with it, or null. */
    private @Nullable String value(LogFields fields, long line, SortedCalls calls) {
        long at = timestamps.read(fields.bytes, fields.starts[LogFields.TIMESTAMP], fields.ends[LogFields.TIMESTAMP]);
        if (at == LogTimestamps.NONE) {
            return whyNoTime(fields);
        }
        double value = LogNumbers.decimal(fields.bytes, fields.starts[LogFields.VALUE], fields.ends[LogFields.VALUE]);
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            return fields.isEmpty(LogFields.VALUE)
                    ? "value is missing"
                    : "value is " + (value < 0 ? "negative: " : "no number: ") + fields.shown(LogFields.VALUE);
        }
        return add(at, Double.doubleToRawLongBits(value), SortedCalls.SERIES, 0, null, line, calls);
    }

    /** Takes a line's call; what is wrong with it, or null. */
    private @Nullable String call(LogFields fields, long line, SortedCalls calls) {
        byte[] bytes = fields.bytes;
        int[] starts = fields.starts;
        int[] ends = fields.ends;
        long end = timestamps.read(bytes, starts[LogFields.TIMESTAMP], ends[LogFields.TIMESTAMP]);
        if (end == LogTimestamps.NONE) {
            return whyNoTime(fields);
        }
        if (fields.isEmpty(LogFields.OPERATION)) {
            return "operation is missing";
        }
        long duration = LogNumbers.millisToNanos(bytes, starts[LogFields.DURATION], ends[LogFields.DURATION]);
        if (duration == LogNumbers.NONE) {
            return "duration_ms " + LogNumbers.whyNoMillis(bytes, starts[LogFields.DURATION], ends[LogFields.DURATION]);
        }
        int outcome = outcome(fields);
        if (outcome < 0) {
            return "outcome must be ok, failed or cancelled, and is " + fields.shown(LogFields.OUTCOME);
        }
        CallExtras extras = null;
        for (int field = LogFields.EXCEPTION; field < starts.length; field++) {
            if (starts[field] < ends[field] && field != LogFields.VALUE) {
                String problem = whyNoNumbers(fields);
                if (problem != null) {
                    return problem;
                }
                extras = extras(fields);
                break;
            }
        }
        int operation = operations.number(bytes, starts[LogFields.OPERATION], ends[LogFields.OPERATION]);
        return add(end, duration, operation, outcome, extras, line, calls);
    }

    private @Nullable String add(
            long at,
            long duration,
            int operation,
            int outcome,
            @Nullable CallExtras extras,
            long line,
            SortedCalls calls) {
        if (calls.isLate(at)) {
            problems.addLate(
                    line,
                    "is left out: " + Instant.ofEpochSecond(0, at) + " is more than 10 s before line " + newestLine
                            + " (" + Instant.ofEpochSecond(0, calls.newestNanos()) + ")");
            return null;
        }
        if (at >= calls.newestNanos()) {
            newestLine = line;
        }
        lines++;
        calls.add(at, duration, operation, outcome, extras);
        return null;
    }

    private static String whyNoTime(LogFields fields) {
        return LogTimestamps.why(fields.bytes, fields.starts[LogFields.TIMESTAMP], fields.ends[LogFields.TIMESTAMP]);
    }

    /** The number of an outcome; -1 where it is none. */
    private static int outcome(LogFields fields) {
        int start = fields.starts[LogFields.OUTCOME];
        int length = fields.ends[LogFields.OUTCOME] - start;
        if (length <= 0 || is(OK, fields.bytes, start, length)) {
            return CallOutcome.OK.ordinal();
        }
        if (is(FAILED, fields.bytes, start, length)) {
            return CallOutcome.FAILED.ordinal();
        }
        return is(CANCELLED, fields.bytes, start, length) ? CallOutcome.CANCELLED.ordinal() : -1;
    }

    private static boolean is(String word, byte[] bytes, int start, int length) {
        boolean same = word.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = bytes[start + i] == word.charAt(i);
        }
        return same;
    }

    private static @Nullable String whyNoNumbers(LogFields fields) {
        for (int field = LogFields.FIRST_CHUNK; field <= LogFields.TOKENS_OUT; field++) {
            if (!fields.isEmpty(field) && number(fields, field) == LogNumbers.NONE) {
                int start = fields.starts[field];
                int end = fields.ends[field];
                return LogColumns.name(field)
                        + ' '
                        + (field == LogFields.FIRST_CHUNK
                                ? LogNumbers.whyNoMillis(fields.bytes, start, end)
                                : "is no whole number from 0 on: " + fields.shown(field));
            }
        }
        return null;
    }

    private static long number(LogFields fields, int field) {
        int start = fields.starts[field];
        int end = fields.ends[field];
        if (start >= end) {
            return LoggedCall.ABSENT;
        }
        return field == LogFields.FIRST_CHUNK
                ? LogNumbers.millisToNanos(fields.bytes, start, end)
                : LogNumbers.count(fields.bytes, start, end);
    }

    private CallExtras extras(LogFields fields) {
        return new CallExtras(
                fields.isEmpty(LogFields.EXCEPTION)
                        ? null
                        : text(exceptions, MOST_EXCEPTIONS, fields, LogFields.EXCEPTION),
                number(fields, LogFields.FIRST_CHUNK),
                number(fields, LogFields.CHUNKS),
                number(fields, LogFields.TOKENS_IN),
                number(fields, LogFields.TOKENS_OUT),
                labels(fields));
    }

    private Map<String, String> labels(LogFields fields) {
        List<String> names = columns.labels();
        Map<String, String> labels = Map.of();
        for (int i = 0; i < names.size() && LogFields.LABELS + i < fields.starts.length; i++) {
            if (!fields.isEmpty(LogFields.LABELS + i)) {
                labels = labels.isEmpty() ? new HashMap<>(4) : labels;
                labels.put(names.get(i), text(labelValues, MOST_LABEL_VALUES, fields, LogFields.LABELS + i));
            }
        }
        return labels.isEmpty() ? labels : Map.copyOf(labels);
    }

    /** One text for all fields that are the same, for as many as the table holds. */
    private static String text(NameTable known, int most, LogFields fields, int field) {
        int number = known.number(fields.bytes, fields.starts[field], fields.ends[field]);
        return number == most ? fields.text(field) : known.text(number);
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
