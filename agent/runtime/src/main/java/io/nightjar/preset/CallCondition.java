package io.nightjar.preset;

import io.nightjar.match.Glob;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.ValuePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call must be to count: a value that is read as it begins is like one of some globs. Immutable.
 *
 * @param paths all from one object; the first that leads to a value is taken
 * @param globs any of which the value's text must be like
 */
public record CallCondition(List<ValuePath> paths, List<Glob> globs) {
    /** Where the globs stand of the calls that have none of their own. */
    static final String OF_ALL = "only";

    private static final String FORM = "write <path>, <glob>, <glob>, such as arg1.fullMethodName, acme.Models/*";

    public CallCondition {
        paths = List.copyOf(paths);
        globs = List.copyOf(globs);
    }

    /** The condition that stands in the value of a key: value paths, and behind a comma each glob. */
    static CallCondition read(PresetValues values, String key) {
        List<String> parts = Pattern.split(values.get(key, ""));
        List<ValuePath> paths = values.pathsBeforeGlobs(key);
        ValuePath first = paths.get(0);
        for (ValuePath path : paths) {
            boolean ofCall = path.root() == ValuePath.Root.THIS || path.root() == ValuePath.Root.ARGUMENT;
            if (!ofCall || path == Labels.KEPT) {
                throw values.problem(
                        key,
                        key + ": '" + path + "' is not there when a call begins: write this.<name> or arg0.<name>");
            }
            if (path.root() != first.root() || path.argument() != first.argument()) {
                throw values.problem(
                        key,
                        key + ": '" + first + "' and '" + path + "' begin with different objects: one is looked at");
            }
        }
        if (parts.size() > 1) {
            return new CallCondition(paths, globs(values, key, parts.subList(1, parts.size())));
        }
        if (!values.has(OF_ALL)) {
            throw values.problem(key, key + " has no glob: " + FORM);
        }
        return new CallCondition(paths, globs(values, OF_ALL, Pattern.split(values.get(OF_ALL, ""))));
    }

    /** The globs that stand in the value of a key. */
    static List<Glob> globs(PresetValues values, String key, List<String> texts) {
        List<Glob> globs = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (text.isEmpty()) {
                throw values.problem(key, key + ": a glob is empty: " + FORM);
            }
            if (text.replace("*", "").isEmpty()) {
                throw values.problem(key, key + ": '" + text + "' means every call: leave the key out");
            }
            globs.add(new Glob(text));
        }
        return globs;
    }

    /** The argument that is looked at, -1 for the object that is called. */
    public int argument() {
        return paths.get(0).argument();
    }

    /** Whether reading the value may call a method of that name. */
    public boolean mayCall(String method) {
        return Labels.mayCall(paths, method);
    }

    /** Whether a text is like one of the globs. Allocates nothing. */
    public boolean means(String text) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(text)) {
                return true;
            }
        }
        return false;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return paths + " " + globs;
    }
}
