package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings, read as what their keys mean; a value that cannot be is a problem and its default stands in,
 * so that the rest is read too. Confined to one thread.
 */
final class Values {
    private static final long SHORTEST_WINDOW_NANOS = 100_000_000L;
    private static final long LONGEST_WINDOW_NANOS = 24 * 3_600_000_000_000L;

    private final Map<String, Setting> settings;
    private final List<Problem> problems;
    private final Map<Key, String> noUrls = new HashMap<>();
    private final Path workingDirectory;

    Values(Map<String, Setting> settings, List<Problem> problems, Path workingDirectory) {
        this.settings = settings;
        this.problems = problems;
        this.workingDirectory = workingDirectory;
    }

    /** Other settings, whose problems are reported where those of these are. */
    Values of(Map<String, Setting> others) {
        return new Values(others, problems, workingDirectory);
    }

    Iterable<Setting> all() {
        return settings.values();
    }

    /** Of all settings, those whose keys begin with a prefix, as they were written where they refer to something. */
    WrittenValues written(String... prefixes) {
        for (Map.Entry<String, Setting> each : settings.entrySet()) {
            if (each.getValue().hasSecret()) {
                return WrittenValues.of(settings.values(), prefixes);
            }
        }
        return WrittenValues.NONE;
    }

    @Nullable
    Setting find(Key key) {
        return settings.get(key.text());
    }

    /** Whether any key of a family is set, or lacks its secret: what is not asked for is not even loaded. */
    boolean isAnySet(List<String> prefixes, Map<String, String> missing) {
        return startsWithAny(settings, prefixes) || startsWithAny(missing, prefixes);
    }

    private static boolean startsWithAny(Map<String, ?> keys, List<String> prefixes) {
        for (Map.Entry<String, ?> each : keys.entrySet()) { // entries, whose iterator the JVM has at hand
            for (String prefix : prefixes) {
                if (each.getKey().startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    void report(Setting setting, String message, String suggestion) {
        problems.add(setting.problem(message, suggestion));
    }

    /** Reports that the first of two bands lies above the second, where one of them is set. */
    void reportBands(String prefix, Key lower, Key upper) {
        Setting setting = settings.get(prefix.concat(lower.text()));
        setting = setting == null ? settings.get(prefix.concat(upper.text())) : setting;
        if (setting != null) {
            report(setting, lower.text().concat(" must not be above ").concat(upper.text()), "");
        }
    }

    /** The value as text; the default, or empty, where it is not set. */
    String text(Key key) {
        Setting setting = find(key);
        return setting == null ? defaultOf(key) : setting.value();
    }

    /** A sentence about a path, with the path as it was written where a reference led to it. */
    String shown(Key key, Path path, String sentence) {
        Setting setting = find(key);
        return setting == null || !setting.hasSecret() ? sentence : sentence.replace(path.toString(), setting.shown());
    }

    boolean flag(Key key) {
        return flag(key, find(key));
    }

    boolean flag(Key key, @Nullable Setting setting) {
        String value = setting == null ? defaultOf(key) : setting.value();
        if (!value.equals("true") && !value.equals("false")) {
            reject(key, setting, "");
            return defaultOf(key).equals("true");
        }
        return value.equals("true");
    }

    String choice(Key key) {
        return choice(key, find(key));
    }

    String choice(Key key, @Nullable Setting setting) {
        String value = setting == null ? defaultOf(key) : setting.value();
        if (!key.choices().contains(value)) {
            reject(key, setting, Nearest.of(value, key.choices()));
            return defaultOf(key);
        }
        return value;
    }

    /** The words of a list, each of which the key knows. */
    List<String> choices(Key key) {
        return choices(key, find(key));
    }

    List<String> choices(Key key, @Nullable Setting setting) {
        List<String> words = TextList.of(setting == null ? defaultOf(key) : setting.value());
        List<String> known = new ArrayList<>();
        for (String word : words) {
            if (key.choices().contains(word)) {
                known.add(word);
            } else {
                reject(key, setting, Nearest.of(word, key.choices()));
            }
        }
        if (words.isEmpty() && !key.mayBeEmpty()) {
            reject(key, setting, "");
        }
        return known.isEmpty() ? TextList.of(defaultOf(key)) : known;
    }

    Duration duration(Key key) {
        return Duration.ofNanos(nanos(key, find(key)));
    }

    long nanos(Key key, @Nullable Setting setting) {
        OptionalLong nanos = setting == null ? OptionalLong.empty() : nanosOf(key, setting.value());
        if (setting != null && nanos.isEmpty()) {
            reject(key, setting, "");
        }
        return nanos.isPresent() ? nanos.getAsLong() : defaultNanos(key);
    }

    private static long defaultNanos(Key key) {
        String value = defaultOf(key);
        return value.isEmpty() ? 0 : nanosOf(key, value).orElseThrow();
    }

    private static OptionalLong nanosOf(Key key, String value) {
        OptionalLong nanos = Units.nanos(value, key.kind() == Kind.MILLIS);
        if (nanos.isEmpty()) {
            return nanos;
        }
        long least = key.kind() == Kind.SECONDS_OR_NONE ? 0 : key.kind() == Kind.WINDOW ? SHORTEST_WINDOW_NANOS : 1;
        long most = key.kind() == Kind.WINDOW ? LONGEST_WINDOW_NANOS : Long.MAX_VALUE;
        return nanos.getAsLong() < least || nanos.getAsLong() > most ? OptionalLong.empty() : nanos;
    }

    double share(Key key) {
        return share(key, find(key));
    }

    double share(Key key, @Nullable Setting setting) {
        return number(key, setting, Kind.SHARE);
    }

    double perSecond(Key key, @Nullable Setting setting) {
        return number(key, setting, Kind.RATE);
    }

    double falseAlarmsAWeek(Key key) {
        return number(key, find(key), Kind.FALSE_ALARMS);
    }

    double ratio(Key key, @Nullable Setting setting) {
        return number(key, setting, Kind.RATIO);
    }

    private double number(Key key, @Nullable Setting setting, Kind kind) {
        OptionalDouble number = setting == null ? OptionalDouble.empty() : parse(setting.value(), kind);
        if (setting != null && number.isEmpty()) {
            reject(key, setting, "");
        }
        return number.isPresent()
                ? number.getAsDouble()
                : parse(defaultOf(key), kind).orElseThrow();
    }

    private static OptionalDouble parse(String value, Kind kind) {
        if (kind == Kind.SHARE) {
            return Units.share(value);
        }
        if (kind == Kind.RATE) {
            return Units.perSecond(value);
        }
        if (kind == Kind.FALSE_ALARMS) {
            OptionalDouble aWeek = Units.perWeek(value);
            return aWeek.isPresent() && aWeek.getAsDouble() > 0 ? aWeek : OptionalDouble.empty();
        }
        OptionalDouble ratio = Units.number(value);
        return ratio.isPresent() && ratio.getAsDouble() < 1 ? OptionalDouble.empty() : ratio;
    }

    long count(Key key, @Nullable Setting setting) {
        OptionalLong count = setting == null ? OptionalLong.empty() : Units.count(setting.value());
        if (setting != null && count.isEmpty()) {
            reject(key, setting, "");
        }
        return count.isPresent()
                ? count.getAsLong()
                : Units.count(defaultOf(key)).orElseThrow();
    }

    /** Null where it is not set or empty. */
    @Nullable
    Path path(Key key) {
        String value = text(key);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return workingDirectory.resolve(value);
        } catch (InvalidPathException notAPath) {
            reject(key, find(key), "");
            return null;
        }
    }

    /** Null where it is not set or empty. */
    @Nullable
    Secret secret(Key key) {
        String value = text(key);
        return value.isEmpty() ? null : Secret.of(value);
    }

    /** The URLs of a key; empty where it is not set. */
    List<URI> urls(Key key) {
        Setting setting = find(key);
        List<URI> urls = new ArrayList<>();
        List<String> texts = key.kind() == Kind.URLS ? TextList.of(text(key)) : List.of(text(key));
        for (String text : texts) {
            URI url = text.isEmpty() ? null : url(text, key == Key.WEBHOOK_URL || key == Key.OTLP_ENDPOINT);
            if (url != null && (key.kind() != Kind.PROXY || isBareProxy(url))) {
                urls.add(url);
            } else if (!text.isEmpty()) {
                sayNoUrl(key, setting);
            }
        }
        if (texts.isEmpty()) {
            sayNoUrl(key, setting);
        }
        return urls;
    }

    /** What is no URL switches off its destination and nothing else; a proxy that is none is a problem. */
    private void sayNoUrl(Key key, @Nullable Setting setting) {
        if (setting == null || key.kind() == Kind.PROXY) {
            reject(key, setting, "");
        } else {
            String shown = setting.shown().isEmpty() ? "" : setting.shown().concat(": ");
            noUrls.put(key, shown.concat("must be ").concat(key.allowed()));
        }
    }

    /** Why a key whose value was read has none or not all of its URLs; null where it has them. */
    @Nullable
    String whyNoUrl(Key key) {
        return noUrls.get(key);
    }

    private static boolean isBareProxy(URI url) {
        String path = url.getRawPath();
        boolean bare = path == null || path.isEmpty() || path.equals("/");
        return url.getScheme().equalsIgnoreCase("http") && bare && url.getRawQuery() == null && HostOf.port(url) > 0;
    }

    private static @Nullable URI url(String text, boolean userAllowed) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme();
            boolean web = scheme != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
            boolean user =
                    url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0;
            boolean bare = url.getRawFragment() == null && (userAllowed || !user);
            int port = HostOf.port(url);
            return web && bare && HostOf.host(url) != null && port != 0 && port <= 65_535 ? url : null;
        } catch (URISyntaxException notAUrl) {
            return null;
        }
    }

    /** A rejected default would be our own mistake: a null setting cannot reach a person, so it fails loudly. */
    private void reject(Key key, @Nullable Setting setting, String suggestion) {
        if (setting == null) {
            throw new IllegalStateException("the default of ".concat(key.text()).concat(" does not parse"));
        }
        report(setting, "must be ".concat(key.allowed()), suggestion);
    }

    private static String defaultOf(Key key) {
        String value = key.defaultValue();
        return value == null ? "" : value;
    }
}
