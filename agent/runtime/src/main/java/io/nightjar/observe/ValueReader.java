package io.nightjar.observe;

import io.nightjar.host.Privileged;
import io.nightjar.log.AgentLog;
import io.nightjar.log.NeutralText;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Labels;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by their paths, each name resolved once for each class. Whatever is missing or throws is absent; what
 * throws is counted. Thread-safe.
 */
public final class ValueReader {
    private static final Object ABSENT = new Object();
    static final int LONGEST_LABEL = 200;
    /** What a long does not hold is no count. */
    private static final double MOST_COUNTED = 0x1p63;

    private final AgentLog log;
    private final CallDepth groups;
    private final ModelNames names;
    private final boolean privateFields;
    private final ClassValue<Map<String, Object>> members = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** @param privateFields whether fields that are not public count too: presets know their library, users need not */
    public ValueReader(AgentLog log, CallDepth groups, ModelNames names, boolean privateFields) {
        this.names = names;
        this.privateFields = privateFields;
        this.log = log;
        this.groups = groups;
    }

    /** The value to which names lead from a root, null where any is missing. */
    public @Nullable Object read(@Nullable Object root, ValuePath path) {
        if (root == null || path == Labels.KEPT) {
            return root == null ? null : names.of(root);
        }
        boolean began = groups.beginOwn();
        try {
            Object value = opened(root);
            for (int i = 0; value != null && i < path.names().size(); i++) {
                value = opened(next(value, path.names().get(i)));
            }
            return value;
        } catch (Throwable thrown) {
            log.failure("weave.label", thrown);
            return null;
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    /** The text of a value, for a label; null where it has none. */
    @Nullable
    String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean began = groups.beginOwn();
        try {
            String text = value.toString();
            return text == null ? null : NeutralText.firstLine(text, LONGEST_LABEL);
        } catch (Throwable thrown) {
            log.failure("weave.label", thrown);
            return null;
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    /** How many of something a value says, whatever type of number it is; none where it is no count. */
    OptionalLong count(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return OptionalLong.empty();
        }
        boolean began = groups.beginOwn();
        try {
            double size = number.doubleValue();
            boolean counts = size >= 0 && size < MOST_COUNTED;
            return counts ? OptionalLong.of(Math.max(number.longValue(), 0)) : OptionalLong.empty();
        } catch (Throwable thrown) {
            log.failure("weave.label", thrown);
            return OptionalLong.empty();
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    private @Nullable Object next(Object value, String name) throws ReflectiveOperationException {
        if (value instanceof Set<?> set && name.equals("first")) {
            Iterator<?> each = set.iterator();
            return each.hasNext() ? each.next() : null;
        }
        if (value instanceof List<?> list && (name.equals("first") || name.equals("last"))) {
            return list.isEmpty() ? null : list.get(name.equals("first") ? 0 : list.size() - 1);
        }
        Map<String, Object> known = members.get(value.getClass());
        Object member = known.get(name);
        if (member == null) {
            Class<?> type = value.getClass();
            // Only the look-up is done with our rights: what it finds is called with those of its callers.
            member = Privileged.isManaged() ? Privileged.get(() -> resolve(type, name)) : resolve(type, name);
            known.put(name, member);
        }
        if (member instanceof Method method) {
            return method.invoke(value);
        }
        return member instanceof Field field ? field.get(value) : null;
    }

    private Object resolve(Class<?> type, String name) {
        Method method = Members.getter(type, name);
        if (method != null) {
            return method;
        }
        Field field = Members.field(type, name, privateFields);
        return field == null ? ABSENT : field;
    }

    /** What an optional value holds, null where it holds nothing; any other value as it is. */
    private @Nullable Object opened(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof Optional<?> optional) {
            return opened(optional.orElse(null));
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        if (value == null) {
            return null;
        }
        return switch (value.getClass().getName()) {
            case "scala.Some" -> opened(next(value, "get"));
            case "scala.None$" -> null;
            default -> value;
        };
    }
}
