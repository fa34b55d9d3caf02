package io.nightjar.weave.match;

import io.nightjar.observe.follow.LazyTypes;
import io.nightjar.observe.follow.Publishers;
import io.nightjar.preset.Completion;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What a method's declaration alone tells of a completion that cannot be had; what only its calls tell is seen at run time. */
public final class Unfollowable {
    private Unfollowable() {}

    /** What is said of a method whose calls end as it returns, though they may go on; null where nothing is known. */
    public static @Nullable String sentence(String className, MethodChoice.Match match) {
        String type = type(match.rule().completion(), match.method());
        return type == null
                ? null
                : match.operation() + " ends when its method returns in " + className.replace('/', '.') + '#'
                        + match.method().name + ": " + type + " cannot be followed to its end";
    }

    private static @Nullable String type(Completion asked, MethodOutline method) {
        Type returned = Type.getReturnType(method.descriptor);
        String name = returned.getClassName();
        boolean isObject = returned.getSort() == Type.OBJECT;
        boolean known = isObject && (Publishers.isDeclared(returned.getInternalName()) || name.equals("java.lang.Object"));
        boolean unfollowable = switch (asked) {
            case RETURN -> false;
            case AUTO -> isObject && !known && LazyTypes.isNamed(name);
            case FUTURE -> !isObject || known && !name.equals("java.lang.Object") || LazyTypes.isNamed(name);
            case PUBLISHER -> !known;
            case CALLBACK -> method.descriptor.startsWith("()");
            case ITERATOR -> !method.isConstructor()
                    && (!isObject || name.startsWith("java.") && !name.equals("java.util.Iterator")
                            && !name.equals("java.util.stream.Stream") && !name.equals("java.lang.Object"));
        };
        if (!unfollowable) {
            return null;
        }
        return asked == Completion.CALLBACK ? "a method without a handler" : name;
    }
}
