package io.nightjar.versions;

import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription.Generic;
import org.jspecify.annotations.Nullable;

/**
 * What the value paths of a call begin with by its method's types: the result behind futures, the chunks of streams, what
 * completes a handler. Confined to one thread.
 */
final class CallTypes {
    private static final int DEEPEST = 6;
    private static final List<String> ONE_VALUE = List.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "com.google.common.util.concurrent.ListenableFuture",
            "com.google.api.core.ApiFuture",
            "io.vertx.core.Future",
            "scala.concurrent.Future",
            "reactor.core.publisher.Mono",
            "io.smallrye.mutiny.Uni",
            "io.reactivex.rxjava3.core.Single",
            "io.reactivex.rxjava3.core.Maybe");
    private static final List<String> STREAMS = List.of(
            "org.reactivestreams.Publisher",
            "java.util.concurrent.Flow$Publisher",
            "software.amazon.awssdk.core.async.SdkPublisher",
            "reactor.core.publisher.Flux",
            "io.smallrye.mutiny.Multi",
            "io.reactivex.rxjava3.core.Flowable",
            "io.reactivex.rxjava3.core.Observable",
            "kotlinx.coroutines.flow.Flow",
            "java.util.stream.BaseStream",
            "java.util.stream.Stream",
            "java.util.Iterator");
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private final List<Generic> results = new ArrayList<>();
    private final JarTypes types;
    private final List<Rule> follows;
    private final String completion;
    private boolean streams;

    private CallTypes(JarTypes types, List<Rule> follows, String completion) {
        this.types = types;
        this.follows = follows;
        this.completion = completion;
    }

    /** @param follows the preset's rules of the types that tell of streams */
    static CallTypes of(MethodDescription method, Rule call, List<Rule> follows, JarTypes types) {
        CallTypes of = new CallTypes(types, follows, call.completion());
        of.add(method);
        return of;
    }

    /** What the root {@code result} may be of. */
    List<Generic> results() {
        return results;
    }

    /** Whether chunks are seen. */
    boolean streams() {
        return streams;
    }

    private void add(MethodDescription method) {
        Generic returned = method.isConstructor() ? method.getDeclaringType().asGenericType() : method.getReturnType();
        for (ParameterDescription parameter : method.getParameters()) {
            Generic continuation = types.as(parameter.getType(), CONTINUATION);
            if (continuation != null && continuation.getSort().isParameterized()) {
                returned = continuation.getTypeArguments().get(0);
            }
            addChunks(parameter.getType(), 0);
            addWrapped(parameter.getType());
        }
        addResult(JarTypes.bound(returned), 0);
    }

    private void addResult(Generic type, int depth) {
        if (type.represents(void.class) || depth > DEEPEST || readsChunks() && addChunks(type, depth)) {
            return;
        }
        Generic held = completion.equals("return") ? null : argument(type, ONE_VALUE);
        Generic chunk = completion.equals("return") || completion.equals("future") ? null : argument(type, STREAMS);
        if (chunk == null && completion.equals("iterator")) {
            chunk = argument(type, List.of("java.lang.Iterable"));
        }
        if (held != null) {
            addResult(held, depth + 1);
        } else if (chunk != null) {
            streams = true;
            addResult(chunk, depth + 1);
        } else {
            results.add(type);
        }
    }

    /** Whether a call that completes so goes on in an object of the library's own that its method returns. */
    private boolean readsChunks() {
        return completion.equals("iterator") || completion.equals("callback");
    }

    /** What a handler or a reader of chunks hands on; false where a type is none. */
    private boolean addChunks(Generic type, int depth) {
        boolean found = false;
        for (Rule follow : follows) {
            Generic told = types.as(type, follow.pattern().type().text());
            if (told != null && depth <= DEEPEST && types.isKnown(told)) {
                found |= addChunks(follow, told, depth);
            }
        }
        return found;
    }

    /** What is handed on by a type of the library's own that stands before such a handler. */
    private void addWrapped(Generic handler) {
        for (Rule wraps : follows) {
            String name = wraps.pattern().type().text();
            Generic wrapper = wraps.role() == StreamRole.WRAPS ? types.type(name) : null;
            if (wrapper != null && takes(wrapper, handler)) {
                for (Rule follow : follows) {
                    if (follow.pattern().type().text().equals(name)) {
                        addChunks(follow, wrapper, 0);
                    }
                }
            }
        }
    }

    /** Whether the first argument of a constructor may be that object. */
    private boolean takes(Generic type, Generic argument) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.isConstructor() && !method.getParameters().isEmpty()) {
                Generic first = method.getParameters().get(0).getType();
                if (types.as(argument, first.asErasure().getName()) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean addChunks(Rule follow, Generic type, int depth) {
        boolean found = false;
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (!follow.pattern().matchesMethodName(method.getInternalName())
                    || !follow.pattern().matchesParameters(method.asDefined().getDescriptor())) {
                continue;
            }
            StreamRole role = follow.role();
            if (role == StreamRole.CHUNKS || role == StreamRole.NEXT) {
                Generic returned = JarTypes.bound(method.getReturnType());
                Generic chunk = role == StreamRole.NEXT ? null : argument(returned, STREAMS);
                addResult(chunk == null ? returned : chunk, depth + 1);
                found = true;
            } else if (role == StreamRole.CHUNK || role == StreamRole.COMPLETE) {
                method.getParameters().forEach(each -> results.add(JarTypes.bound(each.getType())));
                found |= role == StreamRole.CHUNK;
            } else if (role == StreamRole.HANDLER) {
                for (ParameterDescription parameter : method.getParameters()) {
                    found |= addChunks(parameter.getType(), depth + 1);
                }
            }
        }
        streams |= found;
        return found;
    }

    private @Nullable Generic argument(Generic type, List<String> names) {
        for (String name : names) {
            Generic found = types.as(type, name);
            if (found != null) {
                return found.getSort().isParameterized()
                        ? JarTypes.bound(found.getTypeArguments().get(0))
                        : Generic.OfNonGenericType.ForLoadedType.of(Object.class);
            }
        }
        return null;
    }
}
