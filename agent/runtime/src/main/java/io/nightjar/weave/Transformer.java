package io.nightjar.weave;

import io.nightjar.host.ByLoader;
import io.nightjar.host.Privileged;
import io.nightjar.log.AgentLog;
import io.nightjar.weave.match.Candidate;
import io.nightjar.weave.match.CandidateFinder;
import io.nightjar.weave.match.GeneratedTypes;
import io.nightjar.weave.match.RuleRegistry;
import java.lang.instrument.ClassFileTransformer;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Looks at every class that is loaded, cheaply, and weaves those in which rules match. Never throws. Thread-safe. */
final class Transformer implements ClassFileTransformer {
    private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final @Nullable ClassLoader OWN = Transformer.class.getClassLoader();

    /** The JVM loads it as its first recording starts. */
    private static final String RECORDER = "jdk/jfr/internal/PlatformRecorder";

    /** Of one loader: generated classes without end may descend from a type that a wildcard names. */
    private static final int MOST_SUPER_TYPES = 5_000;

    private final AgentLog log;
    private final Weaver weaver;
    /** Dotted names of the classes that were seen since the rules were set and that rules name as a super type, by loader. */
    private final ByLoader<Set<String>> superTypes = new ByLoader<>();
    /** How many of them there were. */
    private final AtomicInteger superTypeCount = new AtomicInteger();

    private final Unfinished unfinished;
    private volatile CandidateFinder finder;
    private volatile RuleRegistry registry;
    private volatile boolean recorderSeen;

    Transformer(RuleRegistry registry, Weaver weaver, AgentLog log) {
        this.registry = registry;
        this.finder = new CandidateFinder(registry);
        this.weaver = weaver;
        this.unfinished = weaver.unfinished();
        this.log = log;
    }

    /** Follows other rules from now on. */
    void follow(RuleRegistry newRegistry) {
        CandidateFinder newFinder = new CandidateFinder(newRegistry);
        superTypes.clear();
        registry = newRegistry;
        finder = newFinder;
    }

    RuleRegistry registry() {
        return registry;
    }

    /** Whether the JVM's flight recorder was loaded since this looks at classes. */
    boolean sawRecorder() {
        return recorderSeen;
    }

    /** Whether the JVM's flight recorder is among loaded classes. */
    static boolean hasRecorder(Class<?>[] loaded) {
        Module recorders = ModuleLayer.boot().findModule("jdk.jfr").orElse(null);
        for (Class<?> type : loaded) {
            // The module first: a class makes and keeps its name when it is asked for it.
            if (type.getModule() == recorders && type.getName().equals("jdk.jfr.internal.PlatformRecorder")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a loaded class is of a kind that is ever woven: most are not, and this asks for no name. */
    boolean isOpen(Class<?> type) {
        return !isNeverWoven(type.getClassLoader()) && !type.isArray() && !type.isHidden();
    }

    /** Whether a loaded class should be transformed again because rules may match in it. */
    boolean mayMatch(Class<?> type, Map<Class<?>, Boolean> known) {
        return isOpen(type) && finder.mayMatch(type, known);
    }

    /** Dotted names, since the last time, of classes that were seen before the preset that may match them became active. */
    Set<String> takeEarly() {
        return finder.takeEarly();
    }

    /** How many types were seen, since the rules were set, that rules name as a super type. */
    int superTypeCount() {
        return superTypeCount.get();
    }

    /** Classes that descend from such a type and are not woven, perhaps because they were seen before that was known. */
    List<Class<?>> missedAmong(Class<?>[] loaded, WovenMethods woven) {
        List<Class<?>> targets = new ArrayList<>();
        for (Class<?> type : loaded) {
            if (!isNeverWoven(type.getClassLoader()) && isSuperType(type)) {
                targets.add(type);
            }
        }
        List<Class<?>> missed = new ArrayList<>();
        for (Class<?> type : loaded) {
            if (descendsFromAny(type, targets) && !type.isArray() && !type.isHidden() && !woven.contains(type)) {
                missed.add(type);
            }
        }
        return missed;
    }

    private boolean isSuperType(Class<?> type) {
        Set<String> names = superTypes.get(type.getClassLoader());
        return names != null && names.contains(type.getName());
    }

    private static boolean descendsFromAny(Class<?> type, List<Class<?>> targets) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loaded != null) {
            unfinished.seen(loaded);
        }
        if (name == null || isNeverWoven(loader)) {
            if (loader == null && RECORDER.equals(name)) {
                recorderSeen = true;
            }
            return null;
        }
        if (Privileged.isManaged()) {
            return Privileged.get(() -> weave(module, loader, name, loaded, domain, bytes));
        }
        return weave(module, loader, name, loaded, domain, bytes);
    }

    private byte @Nullable [] weave(
            @Nullable Module module,
            ClassLoader loader,
            String name,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        try {
            Candidate candidate = finder.find(name, loader, loaded, bytes);
            if (candidate == null || isOfJdk(module)) {
                return null;
            }
            consider(name, loader, candidate);
            return weaver.weave(name, loader, codeSource(domain), bytes, candidate, registry);
        } catch (Throwable failure) {
            // Recorded by a store alone, before anything that may fail for the same reason.
            if (failure instanceof VirtualMachineError) {
                unfinished.add();
            }
            log.failure("weave.transform", failure);
            return null;
        }
    }

    /** Remembers a class that rules name as a super type. */
    private void consider(String name, ClassLoader loader, Candidate candidate) {
        for (String target : candidate.targets()) {
            if (target.equals(name)) {
                Set<String> names = superTypes.getOrPut(loader, ConcurrentHashMap.newKeySet());
                if (names.size() < MOST_SUPER_TYPES && names.add(name.replace('/', '.'))) {
                    superTypeCount.incrementAndGet();
                }
            }
        }
    }

    private static boolean isNeverWoven(@Nullable ClassLoader loader) {
        return loader == null || loader == PLATFORM || loader == OWN;
    }

    private static boolean isOfJdk(@Nullable Module module) {
        String name = module == null ? null : module.getName();
        boolean ofJdk = name != null && (name.startsWith("java.") || name.startsWith("jdk."));
        return ofJdk && !GeneratedTypes.isModuleOfProxies(name);
    }

    private static @Nullable String codeSource(@Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : source.getLocation().getPath();
    }
}
