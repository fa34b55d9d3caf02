package com.acme.apps;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/** What the applications that call AWS share. */
final class Aws {
    private Aws() {}

    static <B extends AwsClientBuilder<B, C>, C> C client(B builder, String url) {
        return builder.endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    static SdkAsyncHttpClient http() {
        return NettyNioAsyncHttpClient.builder()
                .protocol(Protocol.HTTP1_1)
                .readTimeout(Duration.ofSeconds(60))
                .build();
    }

    /** The events that a stream's handler got. */
    static final class Got {
        private final AtomicInteger events = new AtomicInteger();
        private final CountDownLatch second = new CountDownLatch(2);

        void event(Object event) {
            events.incrementAndGet();
            second.countDown();
        }

        int count() {
            return events.get();
        }

        /** Cancels a stream once two of its events are here. */
        void cancelAfterTwo(CompletableFuture<Void> stream) throws InterruptedException {
            second.await();
            Later.require(stream.cancel(true), "a stream that is cancelled");
        }
    }
}
