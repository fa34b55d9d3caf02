package io.nightjar.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log: one line an event, on the JVM's standard error itself or in a file, never through the
 * application's logging, and never with a text that could pass for another line. What a file refuses goes to standard
 * error and is counted. Thread-safe; never throws.
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

    private static final int MOST_SAID_ONCE = 1_000;

    private final OutputStream standardError = StandardError.open();
    private final Set<String> saidOnce = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private volatile Level level;
    private volatile Format format;
    private volatile @Nullable OutputStream file;

    public AgentLog(Level level, Format format) {
        this.level = level;
        this.format = format;
    }

    /** Follows changed settings; a null file means standard error. The file that was written until now is closed. */
    public void configure(Level newLevel, Format newFormat, @Nullable OutputStream newFile) {
        OutputStream before = file;
        level = newLevel;
        format = newFormat;
        file = newFile;
        if (before != null && before != newFile) {
            try {
                before.close();
            } catch (IOException e) {
                failure("log.close", e);
            }
        }
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

    /** As {@link #error(String)}, with items of which each stands on a line of its own. */
    public void error(String message, List<String> items) {
        log(Level.ERROR, message, items, "");
    }

    /** Says a thing the first time its key comes, and never again. */
    public void warnOnce(String key, String message) {
        if (saidOnce.size() < MOST_SAID_ONCE && saidOnce.add(key)) {
            warn(message);
        }
    }

    /**
     * Counts a failure of ours that was swallowed, and says the first of its name with the class that was thrown.
     *
     * @param name what failed, for example {@code weave.transform}
     */
    public void failure(String name, Throwable thrown) {
        try {
            count(name);
            String key = "failure:" + name;
            if (!saidOnce.contains(key)) {
                warnOnce(key, name + " failed: " + ThrownText.of(thrown));
            }
        } catch (Throwable nothingLeftToDo) {
            // A log that fails has nobody to tell; the application must not notice.
        }
    }

    /** Counts so many things that were lost, and says the first time of its name why. */
    public void lost(String name, long count, String why) {
        count(name, count);
        warnOnce("failure:" + name, name + ": " + why);
    }

    /** As {@link #failure}, for what reports its failures to whoever wants them. */
    @Override
    public void accept(String name, Throwable thrown) {
        failure(name, thrown);
    }

    /** How often each failure of ours was swallowed. */
    public Map<String, Long> failures() {
        Map<String, Long> counts = new TreeMap<>();
        failures.forEach((name, count) -> {
            if (count.sum() > 0) {
                counts.put(name, count.sum());
            }
        });
        return counts;
    }

    /**
     * Writes one line.
     *
     * @param alertJson a JSON object that becomes the member {@code alert} in JSON format and is left out of text
     */
    public void log(Level at, String message, String alertJson) {
        log(at, message, List.of(), alertJson);
    }

    private void log(Level at, String message, List<String> items, String alertJson) {
        if (at.compareTo(level) < 0 || at == Level.OFF) {
            return;
        }
        try {
            String line = format == Format.JSON
                    ? LogLine.json(at, message, items, alertJson)
                    : LogLine.text(at, message, items);
            write(line.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable nothingLeftToDo) {
            // As above: nobody to tell.
        }
    }

    private void write(byte[] line) {
        OutputStream out = file;
        if (out != null) {
            try {
                out.write(line);
                return;
            } catch (IOException refused) {
                // A reload may have closed it between our look and our write: then there is another one.
                if (out == file) {
                    count("log.file");
                    String why = refused instanceof FileNotFoundException || refused instanceof FileSystemException
                            ? refused.getClass()
                                    .getSimpleName() // its message is the path, to which a reference may have led
                            : refused.getMessage();
                    warnOnce(
                            "log.file",
                            "log.file cannot be written (" + why + "): what it does not take goes to standard error");
                }
            }
        }
        try {
            standardError.write(line);
        } catch (IOException refused) {
            count("log.standard-error");
        }
    }

    private void count(String name) {
        count(name, 1);
    }

    private void count(String name, long by) {
        LongAdder count = failures.get(name);
        if (count == null) { // no lambda: where a security manager refuses everything not even that can be linked
            LongAdder first = new LongAdder();
            LongAdder earlier = failures.putIfAbsent(name, first);
            count = earlier == null ? first : earlier;
        }
        count.add(by);
    }
}
