package io.nightjar.weave;

import io.nightjar.config.WatchSettings;
import io.nightjar.detect.StackSource;
import io.nightjar.hook.CallTimer;
import io.nightjar.hook.Hook;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObservers;
import io.nightjar.observe.NotFollowed;
import io.nightjar.observe.WovenCalls;
import io.nightjar.observe.WovenSpans;
import io.nightjar.observe.follow.FollowedCalls;
import io.nightjar.preset.Rule;
import io.nightjar.record.CallEvents;
import io.nightjar.record.SpanSource;
import io.nightjar.weave.bytecode.WeavePlanner;
import io.nightjar.weave.match.ActivePreset;
import io.nightjar.weave.match.Candidate;
import io.nightjar.weave.match.LibraryLook;
import io.nightjar.weave.match.RuleRegistry;
import io.nightjar.weave.match.RuleSet;
import io.nightjar.weave.match.ShadedLook;
import io.nightjar.weave.match.UnmatchedReport;
import io.nightjar.weave.match.VersionLook;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves what is to be watched into the application's classes, follows changes of that, and restores the classes.
 * Thread-safe; its methods that transform loaded classes run on the caller's thread.
 */
public final class Weaver implements AutoCloseable {
    /** How long after a library was first seen its version is looked at: an application that starts needs the processor. */
    private static final long VERSION_PATIENCE_NANOS = 3_000_000_000L;

    /** How long after the start copies of libraries under other packages are first looked for. */
    private static final long COPIES_PATIENCE_NANOS = 20_000_000_000L;

    /** How often all loaded classes are looked through for the flight recorder where none are looked at as they are loaded. */
    private static final long RECORDER_LOOK_NANOS = 10_000_000_000L;

    private final Instrumentation instrumentation;
    private final AgentLog log;
    private final CallDepth groups = new CallDepth();
    private final CallObservers observers = new CallObservers();
    private final WovenSpans spans;
    private final WovenMethods woven;
    private final Unfinished unfinished = new Unfinished();
    private final WovenCalls handler;
    private final CallEvents calls;
    private final CallTimer timer;
    private final Transformer transformer;
    private final LoadedClasses loaded;
    private final Retransformer retransformer;
    private volatile @Nullable MatchedClassWeaver classWeaver;
    /** What calls of woven classes share; made with the first of these. */
    private volatile @Nullable FollowedCalls followed;

    private volatile WatchSettings settings;
    private volatile boolean closed;
    private boolean recorderLooked;
    private long recorderLookedNanos;
    /** Whether the hook is there: before that its class cannot be resolved. */
    private volatile boolean installed;
    /** What was logged about libraries' versions: a reload looks again, and does not log it again. */
    private final Set<String> reportedVersions = ConcurrentHashMap.newKeySet();
    /** Made when it is first needed: no start is long enough for it. */
    private volatile @Nullable ShadedLook copies;

    private final long startedNanos = System.nanoTime();

    private Weaver(
            WatchSettings settings, CallEvents calls, CallTimer timer, AgentLog log, Instrumentation instrumentation) {
        this.settings = settings;
        this.calls = calls;
        this.timer = timer;
        this.log = log;
        this.instrumentation = instrumentation;
        this.spans = new WovenSpans(groups, log);
        this.woven = new WovenMethods(spans);
        this.handler = new WovenCalls(calls, groups, observers, log);
        this.transformer = new Transformer(RuleRegistry.of(settings, log), this, log);
        this.loaded = new LoadedClasses(instrumentation, transformer, woven);
        this.retransformer = new Retransformer(instrumentation, unfinished, log);
    }

    /**
     * A weaver that does nothing yet; what of the settings cannot be followed is logged.
     *
     * @param recorder the hook calls it directly for calls that only need their time taken
     */
    public static <R extends CallEvents & CallTimer> Weaver create(
            WatchSettings settings, R recorder, AgentLog log, Instrumentation instrumentation) {
        return new Weaver(settings, recorder, recorder, log, instrumentation);
    }

    /** Binds the hook, which must be defined, and weaves classes from now on; those already loaded are woven at once. */
    public void install() {
        preload();
        Hook.install(timer, handler, handler.sinceNanos());
        installed = true;
        instrumentation.addTransformer(transformer, instrumentation.isRetransformClassesSupported());
        retransformAll();
    }

    /** Watches something else from now on: classes are woven anew, and those no longer watched are restored. */
    public synchronized void reweave(WatchSettings newSettings) {
        // The same object first: a record's own equals costs a start some 30 ms of bootstrapping.
        if (closed || newSettings == settings || newSettings.equals(settings)) {
            return;
        }
        transformer.follow(RuleRegistry.of(newSettings, log));
        // What was found may be watched now: it is looked for anew.
        copies = null;
        settings = newSettings;
        loaded.rulesChanged();
        retransformAll();
    }

    /** Restores everything: classes are as if they had never been woven, and the hook has no target. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        retransformer.beginRestoring();
        instrumentation.removeTransformer(transformer);
        retransformer.retransform(loaded.woven());
        Hook.uninstall();
    }

    /**
     * Whether the JVM has loaded its flight recorder, as it does when its first recording starts. To be asked about once a
     * second, by one thread; costs next to nothing while classes are looked at as they are loaded.
     */
    public boolean hasRecorder(long nowNanos) {
        if (transformer.sawRecorder()) {
            return true;
        }
        if (recorderLooked && (installed || nowNanos - recorderLookedNanos < RECORDER_LOOK_NANOS)) {
            return false;
        }
        recorderLooked = true;
        recorderLookedNanos = nowNanos;
        return Transformer.hasRecorder(instrumentation.getAllLoadedClasses());
    }

    /** What is watched, in a few words. */
    public String watched() {
        List<String> entries = settings.entries();
        StringBuilder words = new StringBuilder();
        for (String entry : entries) {
            words.append(words.length() == 0 ? "" : ", ");
            String shown = settings.written().ofEntry(entry);
            words.append(shown.equals("auto") ? "known libraries" : shown);
        }
        int operations = settings.operations().size();
        if (operations > 0) {
            words.append(words.length() == 0 ? "" : ", ").append(operations);
            words.append(operations == 1 ? " named operation" : " named operations");
        }
        return words.length() == 0 ? "nothing" : words.toString();
    }

    /** The user's patterns that match no method of the classes that were loaded until now. */
    public List<String> unmatched() {
        List<String> patterns = new ArrayList<>();
        for (String pattern :
                UnmatchedReport.current(transformer.registry().current().all())) {
            patterns.add(settings.written().in(pattern));
        }
        return patterns;
    }

    /** Finds the current spans of the applications whose classes are woven. */
    public SpanSource spans() {
        return spans;
    }

    /** Finds threads inside operations. */
    public StackSource stacks() {
        return woven;
    }

    /**
     * The periodic tasks, to be called about once a second on a thread of the agent's own: ends abandoned streams, weaves
     * what was loaded before its library or super type was known, and logs which patterns match nothing.
     */
    public synchronized void runPeriodicTasks() {
        if (closed) {
            return;
        }
        endCalls();
        RuleSet current = transformer.registry().current();
        retransformer.retransform(loaded.missed(current));
        retransformer.retransform(loaded.early());
        retransformer.retransform(loaded.reached());
        if (isAnyRefused(current) | unfinished.isDue()) {
            retransformAll();
        }
        lookAtVersions();
        List<Rule> rules = current.all();
        for (String sentence : UnmatchedReport.takenBack(rules)) {
            log.info(settings.written().in(sentence));
        }
        for (String problem : UnmatchedReport.warnings(rules, System.nanoTime())) {
            log.warn(settings.written().in(problem));
        }
    }

    /** The machine ran out of memory or of stack: classes may have been left as they are. Allocates nothing; thread-safe. */
    public void ranOut() {
        unfinished.add();
    }

    Unfinished unfinished() {
        return unfinished;
    }

    /** Weaves the loaded classes in which rules match or did match; where that fails, the periodic tasks do it again. */
    private void retransformAll() {
        unfinished.begin();
        retransformer.retransform(loaded.matching());
        retransformer.retransform(loaded.reached());
        unfinished.end();
    }

    /** Ends the calls that nothing can end any more, and those whose threads had no stack left to report it. */
    private void endCalls() {
        if (installed) {
            Hook.handOverDeferred();
        }
        FollowedCalls current = followed;
        if (current == null) {
            return;
        }
        current.endAbandoned();
        for (NotFollowed.Entry entry : current.takeUnreported()) {
            log.warn("calls of " + entry.operation() + " end when their method returns: " + entry.type()
                    + " cannot be followed to its end");
        }
    }

    /** The operations of which calls end as they return, because what they return or receive cannot be followed. */
    public List<NotFollowed.Entry> notFollowed() {
        FollowedCalls current = followed;
        return current == null ? List.of() : current.allNotFollowed();
    }

    /** Whether recording was switched off because it kept failing. */
    public boolean isOff() {
        return handler.isOff();
    }

    /** Whether a rule was refused since the last time: what was woven for it is to be restored. */
    private static boolean isAnyRefused(RuleSet rules) {
        List<Rule> all = rules.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sightings().isRefusedUnreported()) {
                return true;
            }
        }
        return false;
    }

    /** The calls of presets that the application's versions of their libraries make unseen, a line a preset. */
    public List<String> unmatchedPresetCalls() {
        List<String> lines = new ArrayList<>();
        for (ActivePreset preset : transformer.registry().active()) {
            LibraryLook look = preset.look();
            if (look != null && look.isAnyLost() && !lines.contains(look.text())) {
                lines.add(look.text());
            }
        }
        ShadedLook shaded = copies;
        if (shaded != null) {
            lines.addAll(shaded.lines());
        }
        return lines;
    }

    /** What is watched, with the libraries that were found and their versions. */
    public String watchedLibraries() {
        List<String> libraries = new ArrayList<>();
        for (ActivePreset preset : transformer.registry().active()) {
            LibraryLook look = preset.look();
            String library = look == null ? "" : look.preset() + ": " + look.name();
            if (look != null && !libraries.contains(library)) {
                libraries.add(library);
            }
        }
        return libraries.isEmpty() ? watched() : watched() + " (" + String.join(", ", libraries) + ')';
    }

    /** Looks once at the library of each preset, a while after it was first seen, on a short-lived thread: its loader may block. */
    private void lookAtVersions() {
        List<ActivePreset> due = new ArrayList<>();
        long now = System.nanoTime();
        transformer.registry().forgetCollected();
        for (ActivePreset preset : transformer.registry().active()) {
            if (preset.takeDue(now, VERSION_PATIENCE_NANOS)) {
                due.add(preset);
            }
        }
        if (!due.isEmpty()) {
            VersionLook.start(due, reportedVersions, log);
        }
        lookForCopies(now);
    }

    private void lookForCopies(long nowNanos) {
        ShadedLook current = copies;
        if (current == null) {
            if (nowNanos - startedNanos < COPIES_PATIENCE_NANOS) {
                return;
            }
            current = new ShadedLook(instrumentation, reportedVersions, log);
            copies = current;
        }
        if (current.takeDue(nowNanos)) {
            current.start(transformer.registry());
        }
    }

    /** The rules that are active. */
    RuleSet rules() {
        return transformer.registry().current();
    }

    /** The class woven, null where it is to stay as it is; ASM is loaded with the first class that comes here. */
    byte @Nullable [] weave(
            String name,
            ClassLoader loader,
            @Nullable String from,
            byte[] bytes,
            Candidate candidate,
            RuleRegistry registry) {
        MatchedClassWeaver current = classWeaver;
        if (current == null) {
            synchronized (observers) {
                current = classWeaver;
                if (current == null) {
                    FollowedCalls fresh = new FollowedCalls();
                    followed = fresh;
                    current = new MatchedClassWeaver(
                            new WeavePlanner(calls, log, groups, observers, fresh, handler.sinceNanos()),
                            fresh,
                            woven,
                            log);
                    classWeaver = current;
                }
            }
        }
        registry.seen(candidate, name, loader);
        byte[] changed = current.weave(name, loader, from, bytes, candidate, registry.current(), registry.reached());
        if (changed == null) {
            woven.remove(loader, name.replace('/', '.'));
        }
        return changed;
    }

    /** Classes that the JVM would otherwise load in the midst of the first transformation (JDK-8164165). */
    private void preload() {
        try {
            Class.forName("java.util.concurrent.ThreadLocalRandom");
        } catch (ClassNotFoundException strange) {
            log.failure("weave.preload", strange);
        }
    }
}
