package com.acme;

import com.google.common.util.concurrent.ListenableFuture;
import io.vertx.core.Future;

/** Methods that return futures of other libraries than the JDK: each returns what it was given. */
public class OtherFutures {
    public ListenableFuture<String> guava(ListenableFuture<String> result) {
        return result;
    }

    public Future<String> vertx(Future<String> result) {
        return result;
    }

    public scala.concurrent.Future<String> scala(scala.concurrent.Future<String> result) {
        return result;
    }

    public Object anything(Object result) {
        return result;
    }
}
