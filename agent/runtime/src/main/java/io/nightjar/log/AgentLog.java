package io.nightjar.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log: one line an event, on standard error or in a file, never through the application's logging.
 * Thread-safe; never throws.
 *
 * <p>Not an slf4j logger, because premain may load no logging framework and {@code log.level}, {@code log.file} and
 * {@code log.format} change while the agent runs.
 */
public final class AgentLog implements BiConsumer<String, Throwable> {
    /** How much is said. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    private static final long MILLIS_OF_A_DAY = 86_400_000;
    private static final long DAYS_OF_400_YEARS = 146_097;

    private final Set<String> saidOnce = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private volatile Level level;
    private volatile Format format;
    private volatile @Nullable PrintStream file;

    public AgentLog(Level level, Format format) {
        this.level = level;
        this.format = format;
    }

    /** Follows changed settings; a null file means standard error, looked up anew at each line. */
    public void configure(Level newLevel, Format newFormat, @Nullable PrintStream newFile) {
        level = newLevel;
        format = newFormat;
        file = newFile;
    }

    public Format format() {
        return format;
    }

    public void debug(String message) {
        log(Level.DEBUG, message, "");
    }

    public void info(String message) {
        log(Level.INFO, message, "");
    }

    public void warn(String message) {
        log(Level.WARN, message, "");
    }

    public void error(String message) {
        log(Level.ERROR, message, "");
    }

    /** Says a thing the first time its key comes, and never again. */
    public void warnOnce(String key, String message) {
        if (saidOnce.size() < 1_000 && saidOnce.add(key)) {
            warn(message);
        }
    }

    /**
     * Counts a failure of ours that was swallowed, and says the first of its name with what was thrown.
     *
     * @param name what failed, for example {@code weave.transform}
     */
    public void failure(String name, Throwable thrown) {
        try {
            failures.computeIfAbsent(name, key -> new LongAdder()).increment();
            warnOnce("failure:" + name, name + " failed: " + thrown + at(thrown));
        } catch (Throwable nothingLeftToDo) {
            // A log that fails has nobody to tell; the application must not notice.
        }
    }

    /** As {@link #failure}, for what reports its failures to whoever wants them. */
    @Override
    public void accept(String name, Throwable thrown) {
        failure(name, thrown);
    }

    /** How often each failure of ours was swallowed. */
    public Map<String, Long> failures() {
        Map<String, Long> counts = new TreeMap<>();
        failures.forEach((name, count) -> counts.put(name, count.sum()));
        return counts;
    }

    /**
     * Writes one line.
     *
     * @param alertJson a JSON object that becomes the member {@code alert} in JSON format and is left out of text
     */
    public void log(Level at, String message, String alertJson) {
        if (at.compareTo(level) < 0 || at == Level.OFF) {
            return;
        }
        try {
            String line = format == Format.JSON ? json(at, message, alertJson) : text(at, message);
            PrintStream out = file;
            (out == null ? System.err : out).write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (Throwable nothingLeftToDo) {
            // As above: nobody to tell.
        }
    }

    /** RFC 3339 in UTC with milliseconds, written by hand: a formatter costs milliseconds before the first line. */
    private static String now() {
        long millis = System.currentTimeMillis();
        int ofDay = (int) Math.floorMod(millis, MILLIS_OF_A_DAY);
        StringBuilder text = new StringBuilder(24);
        date(text, Math.floorDiv(millis, MILLIS_OF_A_DAY)).append('T');
        digits(text, ofDay / 3_600_000, 10).append(':');
        digits(text, ofDay / 60_000 % 60, 10).append(':');
        digits(text, ofDay / 1_000 % 60, 10).append('.');
        return digits(text, ofDay % 1_000, 100).append('Z').toString();
    }

    /** The date of a day since 1970-01-01, by years that begin in March, so that the leap day is a year's last. */
    static StringBuilder date(StringBuilder text, long epochDay) {
        long sinceMarch0 = epochDay + 719_468;
        long era = Math.floorDiv(sinceMarch0, DAYS_OF_400_YEARS);
        long ofEra = Math.floorMod(sinceMarch0, DAYS_OF_400_YEARS);
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = (int) (ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        int marchMonth = (5 * ofYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        digits(text, (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0), 1000).append('-');
        digits(text, month, 10).append('-');
        return digits(text, ofYear - (153 * marchMonth + 2) / 5 + 1, 10);
    }

    /** The number with leading zeros, as many digits as the power of ten asks for. */
    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int power = highest; power > 1 && number < power; power /= 10) {
            text.append('0');
        }
        return text.append(number);
    }

    private static String text(Level at, String message) {
        return now() + ' ' + at + " nightjar " + message;
    }

    private static String json(Level at, String message, String alertJson) {
        StringBuilder line = new StringBuilder(128);
        line.append("{\"time\":\"").append(now());
        line.append("\",\"level\":\"").append(at).append("\",\"logger\":\"nightjar\",\"message\":\"");
        escape(message, line);
        line.append('"');
        if (!alertJson.isEmpty()) {
            line.append(",\"alert\":").append(alertJson);
        }
        return line.append('}').toString();
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
    }

    private static String at(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }
}
