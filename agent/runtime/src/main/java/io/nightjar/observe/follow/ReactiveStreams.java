package io.nightjar.observe.follow;

import io.nightjar.host.Privileged;
import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows publishers of Reactive Streams that are of no library in {@link PublisherLibrary}, by dynamic proxies of the
 * interfaces of their own class loader. Thread-safe.
 */
final class ReactiveStreams {
    private static final String PUBLISHER = "org.reactivestreams.Publisher";
    private static final String SUBSCRIBER = "org.reactivestreams.Subscriber";
    private static final String SUBSCRIPTION = "org.reactivestreams.Subscription";

    /** The interface {@code Publisher} that a class implements, null where it does not. */
    static @Nullable Class<?> publisherInterface(Class<?> type) {
        return SuperTypes.find(type, PUBLISHER::equals);
    }

    /** The publisher to return instead. */
    Object follow(Object publisher, Observation observation, Map<ValuePath, Object> early) {
        Class<?> face = publisherInterface(publisher.getClass());
        return proxy(face, PUBLISHER, (proxy, method, arguments) -> {
            if (!method.getName().equals("subscribe") || arguments[0] == null) {
                return invoke(publisher, method, arguments);
            }
            StreamCall call = StreamCall.begin(observation, early);
            Object subscriber = call.awaiting(subscriber(face, arguments[0], call));
            try {
                return method.invoke(publisher, subscriber);
            } catch (InvocationTargetException thrown) {
                call.failed(thrown.getCause());
                throw thrown.getCause();
            }
        });
    }

    private static Object subscriber(Class<?> face, Object subscriber, StreamCall call) {
        return proxy(face, SUBSCRIBER, (proxy, method, arguments) -> {
            Object[] passed = arguments;
            switch (method.getName()) {
                case "onSubscribe" -> passed = new Object[] {subscription(face, arguments[0], call)};
                case "onNext" -> call.chunk(arguments[0]);
                case "onError" -> call.failed((Throwable) arguments[0]);
                case "onComplete" -> call.completed();
                default -> {}
            }
            return invoke(subscriber, method, passed);
        });
    }

    private static @Nullable Object subscription(Class<?> face, @Nullable Object subscription, StreamCall call) {
        if (subscription == null) {
            return null;
        }
        return proxy(face, SUBSCRIPTION, (proxy, method, arguments) -> {
            if (method.getName().equals("cancel")) {
                call.cancelled();
            }
            return invoke(subscription, method, arguments);
        });
    }

    private static Object proxy(Class<?> face, String name, InvocationHandler handler) {
        return Privileged.isManaged()
                ? Privileged.get(() -> ownProxy(face, name, handler))
                : ownProxy(face, name, handler);
    }

    private static Object ownProxy(Class<?> face, String name, InvocationHandler handler) {
        try {
            ClassLoader loader = face.getClassLoader();
            return Proxy.newProxyInstance(loader, new Class<?>[] {Class.forName(name, false, loader)}, handler);
        } catch (ClassNotFoundException strange) {
            throw new IllegalStateException("Reactive Streams without " + name, strange);
        }
    }

    private static Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
