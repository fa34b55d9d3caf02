package io.nightjar.weave.match;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes the classes that frameworks write, at build time or while the application runs, from those of a user:
 * by the shape of their names and by their super types together, because a name alone may be a user's own.
 */
public final class GeneratedTypes {
    /** Marks of generators that no user writes, wherever they stand in a name. */
    private static final String[] SUBCLASS_MARKS = {
        "$$EnhancerBy",
        "$$SpringCGLIB$$",
        "_$$_",
        "$ByteBuddy$",
        "$HibernateProxy$",
        "$MockitoMock$",
        "$$_Weld",
        "$$Owb"
    };
    /** What stands behind the name of the super type in names of subclasses that generators write. */
    private static final String[] ENDINGS = {"$$", "_$$", "_Subclass", "_ClientProxy", "__Intercepted"};

    private static final String[] ARTEFACT_MARKS = {"$$Lambda", "$$FastClass", "$$KeyFactory", "$$Proxy"};
    /** Scala's name for a class without one, and for a function: a user wrote what is in it. */
    private static final String SCALA = "$$anon";

    private static final String MOCK = "$MockitoMock$";
    private static final int DEEPEST = 8;

    private GeneratedTypes() {}

    /** Whether a class stands for nothing that a user wrote: a lambda, a JDK proxy, a framework's description of a class. */
    static boolean isArtefact(String name, ClassHeader header) {
        if (containsAny(name, ARTEFACT_MARKS) || isJdkProxy(name)) {
            return true;
        }
        String simple = simple(name);
        boolean beside = simple.startsWith("$") && descendsFrom(header, "io/micronaut/")
                || simple.indexOf('_') > 0 && descendsFrom(header, "io/quarkus/arc/")
                || descendsFrom(header, "kotlin/coroutines/jvm/internal/");
        return beside && !isSubclass(name, header);
    }

    /**
     * The type that a user wrote, of which a class is a generated subclass; null where the class is none, or is itself
     * a user's.
     *
     * @param name internal name
     */
    static @Nullable String written(String name, ClassHeader header, ClassLoader loader) {
        String current = name;
        ClassHeader head = header;
        for (int depth = 0; depth < DEEPEST && isSubclass(current, head); depth++) {
            current = above(current, head);
            byte[] bytes = looksGenerated(current) ? LoaderFiles.read(current, loader) : null;
            if (bytes == null) {
                return current;
            }
            head = ClassHeader.of(bytes);
        }
        return current.equals(name) ? null : current;
    }

    /** The super class, or among the interfaces the one after which the class is named. */
    private static String above(String name, ClassHeader header) {
        String simple = simple(name);
        for (int i = 0; i < header.superCount(); i++) {
            if (simple.contains(simple(header.superName(i)))) {
                return header.superName(i);
            }
        }
        return header.superName(0);
    }

    /** Whether a generated subclass answers in place of what it descends from, and never calls it. */
    static boolean isMock(String name) {
        return name.contains(MOCK);
    }

    /** Whether a class of that name may be generated, so that it is worth to ask for its super types. */
    static boolean looksGenerated(String name) {
        return name.indexOf('$') >= 0 || name.indexOf('_') >= 0;
    }

    /** Whether it is a class that {@code java.lang.reflect.Proxy} makes. */
    static boolean isJdkProxy(String name) {
        int proxy = name.lastIndexOf("$Proxy");
        return proxy >= 0 && proxy + 6 < name.length() && areDigits(name, proxy + 6, name.length());
    }

    /** Whether it is one of public interfaces, which the JDK puts into packages of its own. */
    static boolean isJdkProxyOfPublic(String name) {
        boolean here = name.startsWith("com/sun/proxy/") || isProxyPlace(name, name.indexOf('/', 4), '/');
        return here && isJdkProxy(name);
    }

    /** Whether a module is one that the JDK makes for such classes. */
    public static boolean isModuleOfProxies(String name) {
        return isProxyPlace(name, name.length(), '.');
    }

    private static boolean isProxyPlace(String name, int end, char separator) {
        String beginning = "jdk" + separator + "proxy";
        return name.startsWith(beginning) && end > beginning.length() && areDigits(name, beginning.length(), end);
    }

    private static boolean isSubclass(String name, ClassHeader header) {
        if (header.superCount() == 0) {
            return false;
        }
        String simple = simple(name);
        String above = simple(above(name, header));
        return containsAny(simple, SUBCLASS_MARKS)
                || simple.startsWith("$") && simple.endsWith("$Intercepted")
                || simple.endsWith("_ClientProxy") && descendsFrom(header, "io/quarkus/arc/ClientProxy")
                || isBehind(simple, above)
                || isBehind(simple, above.replace('$', '_'));
    }

    private static boolean isBehind(String simple, String above) {
        if (!simple.startsWith(above)) {
            return false;
        }
        String ending = simple.substring(above.length());
        if (ending.startsWith(SCALA)) {
            return false;
        }
        for (String each : ENDINGS) {
            boolean open = each.endsWith("$");
            if (open ? ending.startsWith(each) && ending.length() > each.length() : ending.equals(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean descendsFrom(ClassHeader header, String prefix) {
        for (int i = 0; i < header.superCount(); i++) {
            if (header.superStartsWith(i, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsAny(String name, String[] marks) {
        for (String mark : marks) {
            if (name.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private static boolean areDigits(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > begin;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
