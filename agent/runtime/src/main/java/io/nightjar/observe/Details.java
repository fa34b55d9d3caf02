package io.nightjar.observe;

import io.nightjar.match.Glob;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Labels;
import io.nightjar.record.CallDetails;
import io.nightjar.record.Failures;
import io.nightjar.record.Generation;
import io.nightjar.record.ReturnedFailure;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the labels of a call ask for. What stands in the receiver and the arguments can be read early, so that a
 * call that goes on elsewhere keeps neither. Immutable.
 */
public final class Details {
    /** No call has more details. */
    private static final int MOST_DETAILS = 10;

    private static final int LONGEST_CODE = 40;
    private static final String MODEL = "model";

    private final Labels labels;
    private final ValueReader reader;
    private final @Nullable CallContext context;
    private final int[] arguments;
    private final int captured;
    /** What a call that returned a failure is recorded to have failed with; null where none is read. */
    private final @Nullable ReturnedFailure returnedFailure;
    /** Under what the object is remembered from which the path of a returned failure begins; null for none. */
    private final @Nullable ValuePath failedRoot;
    /** Under what the objects are remembered from which the paths of details begin. */
    private final Set<ValuePath> detailRoots = new LinkedHashSet<>();

    /** Of a call of a generative model, the paths to the model that was asked for, and to the one that answered. */
    private final List<ValuePath> requestModel = new ArrayList<>();

    private final List<ValuePath> responseModel = new ArrayList<>();
    private final boolean recorded;
    /** Asked at each chunk. */
    private final boolean readsResult;

    /**
     * @param context what surrounds the calls; null where no path begins there
     * @param arguments the indexes of the captured arguments: one as itself, several in an array
     */
    public Details(Labels labels, ValueReader reader, @Nullable CallContext context, int[] arguments) {
        this.context = context;
        this.labels = labels;
        this.reader = reader;
        this.arguments = arguments;
        this.captured = arguments.length;
        ValuePath failed = labels.failed();
        this.returnedFailure = failed == null ? null : new ReturnedFailure(failed.toString());
        this.failedRoot = failed == null ? null : root(failed);
        for (List<ValuePath> paths : labels.details().values()) {
            for (ValuePath path : paths) {
                ValuePath root = root(path);
                if (root != null) {
                    detailRoots.add(root);
                }
            }
        }
        if (labels.genAi() != null) {
            for (ValuePath path : labels.paths().getOrDefault(MODEL, List.of())) {
                (path.root() == ValuePath.Root.RESULT ? responseModel : requestModel).add(path);
            }
        }
        this.recorded = !labels.isEmptyOfAll();
        this.readsResult = labels.need(ValuePath.Root.RESULT);
    }

    /** Under what the object is remembered from which a path begins; null where it is known only when the call ends. */
    private static @Nullable ValuePath root(ValuePath path) {
        // No path that can be written has a name without letters.
        return path.root() == ValuePath.Root.THIS || path.root() == ValuePath.Root.ARGUMENT
                ? new ValuePath(path.root(), path.argument(), List.of(""))
                : null;
    }

    public boolean wanted() {
        return !labels.isEmpty();
    }

    /** Whether something is recorded of every call. */
    public boolean recorded() {
        return recorded;
    }

    /** Whether a call that returned may have failed. */
    public boolean judged() {
        return returnedFailure != null;
    }

    /** Whether more is read of slow and failed calls. */
    public boolean detailed() {
        return !labels.details().isEmpty();
    }

    /** Whether what is read of a call begins with its result. */
    public boolean readsResult() {
        return readsResult;
    }

    /**
     * All that can be read before a call has ended that goes on elsewhere: for each path from the receiver or an argument,
     * its value, and weakly the objects from which details are read once it has ended.
     */
    public Map<ValuePath, Object> early(@Nullable Object receiver, @Nullable Object argument) {
        if (detailRoots.isEmpty()) {
            return now(receiver, argument);
        }
        Map<ValuePath, Object> values = new LinkedHashMap<>(now(receiver, argument));
        for (ValuePath root : detailRoots) {
            Object object = rootOf(root, receiver, argument);
            if (object != null) {
                values.put(root, isSmallValue(object) ? object : new Kept(object));
            }
        }
        return values;
    }

    /** Whether an object is one of the JDK's own that nobody else holds dear. */
    private static boolean isSmallValue(Object object) {
        return object instanceof String text && text.length() <= ValueReader.LONGEST_LABEL || object instanceof Number;
    }

    /** The objects from which details of a call that ends now are read. */
    private Map<ValuePath, Object> roots(@Nullable Object receiver, @Nullable Object argument) {
        Map<ValuePath, Object> roots = new LinkedHashMap<>();
        for (ValuePath root : detailRoots) {
            Object object = rootOf(root, receiver, argument);
            if (object != null) {
                roots.put(root, object);
            }
        }
        return roots;
    }

    private @Nullable Object rootOf(ValuePath path, @Nullable Object receiver, @Nullable Object argument) {
        return path.root() == ValuePath.Root.THIS ? receiver : argument(path, argument);
    }

    /** What a call that ends now has of what {@link #early} reads, without the objects of details. */
    Map<ValuePath, Object> now(@Nullable Object receiver, @Nullable Object argument) {
        if (!recorded && failedRoot == null) {
            return Map.of();
        }
        Map<ValuePath, Object> values = new LinkedHashMap<>();
        for (List<ValuePath> paths : labels.paths().values()) {
            readEarly(paths, false, receiver, argument, values);
        }
        readEarly(labels.inputTokens(), true, receiver, argument, values);
        readEarly(labels.outputTokens(), true, receiver, argument, values);
        if (failedRoot != null) {
            Object root = rootOf(failedRoot, receiver, argument);
            if (root != null) {
                values.put(failedRoot, new Kept(root));
            }
        }
        return values;
    }

    /** What was read of the call: by what was read early, its result and what was thrown. */
    public CallDetails of(Map<ValuePath, Object> early, @Nullable Object result, @Nullable Throwable thrown) {
        return of(early, new Object[] {result}, thrown, OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * As above for a stream.
     *
     * @param results what a path from the result may begin with: of those from which it leads to a value, the first
     */
    public CallDetails of(
            Map<ValuePath, Object> early,
            @Nullable Object[] results,
            @Nullable Throwable thrown,
            OptionalLong timeToFirstChunkNanos,
            OptionalLong chunks) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, List<ValuePath>> label : labels.paths().entrySet()) {
            String text = reader.text(first(label.getValue(), early, results, thrown));
            if (text != null && !text.isEmpty()) {
                texts.put(label.getKey(), text);
            }
        }
        CallDetails read = new CallDetails(
                texts,
                reader.count(first(labels.inputTokens(), early, results, thrown)),
                reader.count(first(labels.outputTokens(), early, results, thrown)),
                timeToFirstChunkNanos,
                chunks);
        return labels.genAi() == null ? read : read.with(generation(early, results));
    }

    /** Of the paths to the model, those from the result lead to the one that answered, the others to the one that was asked for. */
    private Generation generation(Map<ValuePath, Object> early, @Nullable Object[] results) {
        return new Generation(
                modelText(first(requestModel, early, results, null)),
                modelText(first(responseModel, early, results, null)),
                null);
    }

    private @Nullable String modelText(@Nullable Object value) {
        String text = reader.text(value);
        return text == null || text.isEmpty() ? null : text;
    }

    /** What was read of a call, null for nothing, with the code of what it threw or returned, where that has one. */
    public @Nullable CallDetails coded(@Nullable CallDetails read, Throwable thrown) {
        if (thrown instanceof ReturnedFailure returned) {
            String code = returned.code();
            return code == null ? read : (read == null ? CallDetails.NONE : read).withErrorCode(code);
        }
        Throwable opened = labels.errorCode().isEmpty() ? thrown : Failures.opened(thrown);
        for (ValuePath path : labels.errorCode()) {
            String code = code(reader.read(opened, path));
            if (code != null) {
                return (read == null ? CallDetails.NONE : read).withErrorCode(code);
            }
        }
        return read;
    }

    /** A number, where it is not what a library has in the place of none, or a word. */
    private @Nullable String code(@Nullable Object value) {
        if (value instanceof Number number) {
            long code = number.longValue();
            return code == 0 || code == -1 ? null : Long.toString(code);
        }
        String text = value instanceof CharSequence || value instanceof Enum<?> ? reader.text(value) : null;
        if (text == null || text.isEmpty() || text.length() > LONGEST_CODE) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i)) && text.charAt(i) != '-' && text.charAt(i) != '.') {
                return null;
            }
        }
        return text;
    }

    /** What was read of a slow or failed call that ends where it began, with its details. */
    CallDetails explained(
            @Nullable CallDetails read,
            @Nullable Object receiver,
            @Nullable Object argument,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        return explained(read, roots(receiver, argument), new Object[] {result}, thrown);
    }

    /** What was read of a slow or failed call, null for nothing, with its details. */
    public CallDetails explained(
            @Nullable CallDetails read,
            Map<ValuePath, Object> early,
            @Nullable Object[] results,
            @Nullable Throwable thrown) {
        CallDetails base = read == null ? CallDetails.NONE : read;
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, List<ValuePath>> detail : labels.details().entrySet()) {
            String text = texts.size() == MOST_DETAILS
                    ? null
                    : reader.text(late(detail.getValue().get(0), early, results, thrown));
            if (text != null && !text.isEmpty()) {
                texts.put(detail.getKey(), text);
            }
        }
        return texts.isEmpty() ? base : base.with(texts);
    }

    /** What stands at a path now that the call has ended. */
    private @Nullable Object late(
            ValuePath path, Map<ValuePath, Object> early, @Nullable Object[] results, @Nullable Throwable thrown) {
        return switch (path.root()) {
            case RESULT -> fromAny(results, path);
            case THROWN -> reader.read(thrown, path);
            case MDC, THREAD, LOADER, TRACE -> ofContext(path);
            default -> reader.read(Kept.opened(early.get(root(path))), path);
        };
    }

    /** The failure that a call returned, read now that it has ended; null where it has none. */
    public @Nullable Throwable returnedFailure(Map<ValuePath, Object> early, @Nullable Object... results) {
        ValuePath path = labels.failed();
        if (path == null) {
            return null;
        }
        Object value = late(path, early, results, null);
        if (labels.failedLike().isEmpty()) {
            return tells(value) ? returnedFailure : null;
        }
        String text = reader.text(value);
        return text != null && isLike(text) ? new ReturnedFailure(path.toString(), code(value)) : null;
    }

    private boolean isLike(String text) {
        for (Glob glob : labels.failedLike()) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value says yes: other than null, false, an empty text and 0. */
    private static boolean tells(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value != null && !(value instanceof CharSequence text && text.isEmpty());
    }

    /** Whether one of the newest chunks said that it was the last one: what ends the stream then takes nothing from it. */
    public boolean sawLast(@Nullable Object newest, @Nullable Object before) {
        for (ValuePath path : labels.last()) {
            if (tells(reader.read(newest, path)) || tells(reader.read(before, path))) {
                return true;
            }
        }
        return false;
    }

    /** @param counts whether a number is wanted; it is read now, for its object may change */
    private void readEarly(
            List<ValuePath> paths,
            boolean counts,
            @Nullable Object receiver,
            @Nullable Object argument,
            Map<ValuePath, Object> values) {
        for (ValuePath path : paths) {
            Object value =
                    path.root().isOfContext() ? ofContext(path) : reader.read(rootOf(path, receiver, argument), path);
            Object readable;
            if (counts) {
                OptionalLong count = reader.count(value);
                readable = count.isPresent() ? (Object) count.getAsLong() : null;
            } else {
                readable = value instanceof String || value instanceof Long || value instanceof Integer
                        ? value
                        : reader.text(value);
            }
            if (readable != null) {
                values.put(path, readable);
            }
        }
    }

    private @Nullable Object ofContext(ValuePath path) {
        return context == null ? null : context.read(path);
    }

    private @Nullable Object argument(ValuePath path, @Nullable Object argument) {
        if (path.root() != ValuePath.Root.ARGUMENT) {
            return null;
        }
        if (captured == 1) {
            return arguments[0] == path.argument() ? argument : null;
        }
        for (int i = 0; i < captured; i++) {
            if (arguments[i] == path.argument() && argument instanceof Object[] all) {
                return all[i];
            }
        }
        return null;
    }

    private @Nullable Object first(
            List<ValuePath> paths,
            Map<ValuePath, Object> early,
            @Nullable Object[] results,
            @Nullable Throwable thrown) {
        for (ValuePath path : paths) {
            Object value = switch (path.root()) {
                case RESULT -> fromAny(results, path);
                case THROWN -> reader.read(thrown, path);
                default -> early.get(path);
            };
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object fromAny(@Nullable Object[] results, ValuePath path) {
        Object value = null;
        for (int i = 0; value == null && i < results.length; i++) {
            value = reader.read(results[i], path);
        }
        return value;
    }

    /** An object of the application's, held weakly. */
    private static final class Kept extends WeakReference<Object> {
        Kept(Object object) {
            super(object);
        }

        static @Nullable Object opened(@Nullable Object value) {
            return value instanceof Kept kept ? kept.get() : value;
        }
    }
}
