package io.nightjar.observe.follow;

import java.lang.reflect.Method;
import java.util.List;

/** Writes class files: the one thing for which following a stream needs to know them. */
public interface FaceWriter {
    /**
     * The class file of a class that implements an interface by handing each call to a {@link FollowedStream}: itself, the
     * method's number and the arguments.
     *
     * @param name internal name of the class
     * @param methods the interface's methods, by their numbers
     */
    byte[] bytes(String name, Class<?> type, List<Method> methods);
}
