package io.nightjar.observe.follow;

import io.nightjar.observe.ValueReader;

/**
 * What all observers share that follow objects of the application. Thread-safe.
 *
 * @param streams the calls that go on in streams and handlers
 * @param faces the classes that wrap streams of the JDK
 * @param publishers follows each subscription to a publisher
 * @param futures follows futures of other libraries than the JDK
 * @param reader reads values from objects of the application
 */
public record FollowedObjects(
        FollowedStreams streams, StreamFaces faces, Publishers publishers, Futures futures, ValueReader reader) {}
