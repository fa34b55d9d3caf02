package io.nightjar.observe;

import io.nightjar.host.Privileged;
import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.CallCondition;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Says as a call begins whether it counts. Reads fields before methods, so that it mostly runs none of the application's
 * code; allocates nothing and takes no lock once a class is known. Thread-safe.
 */
public final class ConditionObserver extends CallObserver {
    /** A power of two. */
    private static final int PLACES = 64;

    private static final int LONGEST_KEPT = 200;

    private final CallCondition condition;
    private final CallDepth groups;
    private final AgentLog log;
    /** For each path of the condition its names. */
    private final Step[][] steps;
    /** By the hash of a text what was found of it; the first text of a place stays, so that nothing is made call by call. */
    private final @Nullable Verdict[] verdicts = new Verdict[PLACES];

    public ConditionObserver(CallCondition condition, CallDepth groups, AgentLog log) {
        this.condition = condition;
        this.groups = groups;
        this.log = log;
        this.steps = new Step[condition.paths().size()][];
        for (int i = 0; i < steps.length; i++) {
            ValuePath path = condition.paths().get(i);
            steps[i] = new Step[path.names().size()];
            for (int j = 0; j < steps[i].length; j++) {
                steps[i][j] = new Step(path.names().get(j));
            }
        }
    }

    /** 0 where the call is left out. */
    @Override
    public long enter(@Nullable Object receiver, @Nullable Object argument) {
        Object root = receiver == null ? argument : receiver;
        try {
            for (Step[] path : steps) {
                Object value = value(root, path);
                if (value != null) {
                    return means(value instanceof String text ? text : text(value)) ? 1 : 0;
                }
            }
        } catch (Throwable thrown) {
            log.failure("weave.condition", thrown);
        }
        return 0;
    }

    private boolean means(String text) {
        int place = text.hashCode() & PLACES - 1;
        Verdict known = verdicts[place];
        if (known != null && known.text.equals(text)) {
            return known.means;
        }
        boolean means = condition.means(text);
        if (known == null && text.length() <= LONGEST_KEPT) {
            verdicts[place] = new Verdict(text, means);
        }
        return means;
    }

    private @Nullable Object value(@Nullable Object root, Step[] path) throws ReflectiveOperationException {
        Object value = root;
        for (int i = 0; value != null && i < path.length; i++) {
            Member member = path[i].get(value.getClass()).member;
            if (member instanceof Field field) {
                value = field.get(value);
            } else {
                value = member == null ? null : called((Method) member, value);
            }
        }
        return value;
    }

    /** What a method returns; the JDK's own are not woven. */
    private @Nullable Object called(Method method, Object value) throws ReflectiveOperationException {
        boolean began = method.getDeclaringClass().getClassLoader() != null && groups.beginOwn();
        try {
            return method.invoke(value, (Object[]) null);
        } catch (InvocationTargetException thrown) {
            log.failure("weave.condition", thrown.getCause());
            return null;
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    private String text(Object value) {
        boolean began = groups.beginOwn();
        try {
            return String.valueOf(value.toString());
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    /** Never asked: a call is its own observer's, once this one has let it through. */
    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        // As above.
    }

    /** One name of a path, found once in each class that it is read from. */
    private static final class Step extends ClassValue<Found> {
        private final String name;

        private Step(String name) {
            this.name = name;
        }

        @Override
        protected Found computeValue(Class<?> type) {
            return new Found(Privileged.isManaged() ? Privileged.get(() -> member(type)) : member(type));
        }

        private @Nullable Member member(Class<?> type) {
            Field field = Members.field(type, name, true);
            return field != null ? field : Members.getter(type, name);
        }
    }

    /** Whether the condition means a text. */
    private static final class Verdict {
        private final String text;
        private final boolean means;

        private Verdict(String text, boolean means) {
            this.text = text;
            this.means = means;
        }
    }

    /** What a class has of a name; null for nothing. */
    private static final class Found {
        private final @Nullable Member member;

        private Found(@Nullable Member member) {
            this.member = member;
        }
    }
}
