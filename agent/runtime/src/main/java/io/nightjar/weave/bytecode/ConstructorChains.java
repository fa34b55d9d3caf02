package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.MethodChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which matched constructors of one class call each other with {@code this(...)} for one operation. Immutable. */
public final class ConstructorChains {
    private final Map<String, List<MethodChoice.Match>> matches;
    private final Set<String> called = new HashSet<>();

    /** @param matches for the key of each method its matches */
    public ConstructorChains(Map<String, List<MethodChoice.Match>> matches) {
        this.matches = matches;
        for (List<MethodChoice.Match> ofMethod : matches.values()) {
            for (MethodChoice.Match match : ofMethod) {
                if (delegates(match)) {
                    called.add(key(match.method().delegatesTo, match));
                }
            }
        }
    }

    /** Whether it calls another constructor of its operation, or is called by one. */
    public boolean isChained(MethodChoice.Match match) {
        return delegates(match) || called.contains(key(match.method().key(), match));
    }

    /** Whether it calls another constructor that is woven for the same operation. */
    public boolean delegates(MethodChoice.Match match) {
        List<MethodChoice.Match> others = matches.get(match.method().delegatesTo);
        if (others != null && match.rule().role() == null) {
            for (MethodChoice.Match other : others) {
                if (other.rule().role() == null && key("", other).equals(key("", match))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String key(@Nullable String method, MethodChoice.Match match) {
        return method + '|' + match.rule().group() + '|' + match.operation();
    }
}
