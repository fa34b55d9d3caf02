package com.acme.apps

import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield

/** An engine whose methods all suspend, or could. */
open class Engine {
    var saved: Continuation<String>? = null

    suspend fun success(prompt: String): String {
        delay(10)
        val more = withContext(Dispatchers.IO) {
            delay(2)
            "!"
        }
        yield()
        return prompt + more
    }

    suspend fun failure(prompt: String): String {
        delay(2)
        if (prompt.isEmpty()) yield()
        throw IllegalStateException("no model for $prompt")
    }

    suspend fun direct(prompt: String): String {
        if (prompt.isEmpty()) delay(1)
        throw UnsupportedOperationException(prompt)
    }

    suspend fun quick(count: Int): Int {
        if (count < 0) delay(1)
        return count + 1
    }

    suspend fun slow(): String {
        delay(600_000)
        return "never"
    }

    suspend fun tail(): String = suspendCoroutine { waiting -> thread { waiting.resume("tail") } }

    suspend fun cancellableTail(): String = suspendCancellableCoroutine { waiting -> thread { waiting.resume("cancellable") } }

    suspend fun received(channel: Channel<Int>): Int = channel.receive()

    suspend fun outer(): String {
        val first = inner("a")
        val second = withContext(Dispatchers.Default) { inner("b") }
        val third = coroutineScope { inner("c") }
        return first + second + third
    }

    suspend fun inner(name: String): String {
        delay(1)
        return name + unseen()
    }

    suspend fun recursive(depth: Int): Int {
        delay(1)
        return if (depth == 0) 0 else 1 + recursive(depth - 1)
    }

    open suspend fun overridable(count: Int): Int {
        delay(1)
        return count * 2
    }

    suspend fun defaulted(count: Int = 3): Int {
        delay(1)
        return count
    }

    suspend fun hidden(): String = secret() + secret()

    private suspend fun secret(): String {
        delay(1)
        return "s"
    }

    suspend inline fun <T> inlined(crossinline block: suspend () -> T): T {
        delay(1)
        return block()
    }

    suspend fun SequenceScope<Int>.numbers() {
        yield(1)
        yield(2)
    }

    suspend fun nullable(): String? {
        delay(1)
        return null
    }

    suspend fun outcome(fails: Boolean): Result<String> {
        delay(1)
        return if (fails) Result.failure(IllegalStateException("returned")) else Result.success("fine")
    }

    suspend fun forgotten() {
        suspendCoroutine<Unit> { }
    }

    suspend fun twice(): String = suspendCoroutineUninterceptedOrReturn { raw ->
        saved = raw
        COROUTINE_SUSPENDED
    }

    suspend fun safeTwice(): String = suspendCoroutine { waiting ->
        waiting.resume("one")
        waiting.resume("two")
    }
}

/** What no pattern means. */
suspend fun unseen(): String {
    yield()
    return ""
}

/** A type with a body in the interface. */
interface Model {
    suspend fun ask(question: String): String {
        delay(1)
        return "about $question"
    }
}

class Local : Engine(), Model {
    override suspend fun overridable(count: Int): Int = super.overridable(count) + 1
}

/** Every way in which a suspend function ends, each printed in one line that does not depend on timing. */
object CoroutinesApp {
    private val engine = Engine()
    private val local = Local()

    private suspend fun step(name: String, block: suspend () -> Any?) {
        val line = try {
            block().toString()
        } catch (thrown: Throwable) {
            traced(thrown)
        }
        println("= $name: $line")
    }

    /** The exception with its frames, up to those that dispatch. */
    private fun traced(thrown: Throwable): String =
        thrown.toString() + thrown.stackTrace.takeWhile { !it.className.contains("Dispatched") }.joinToString("") { " <- $it" } +
            (thrown.cause?.let { " by " + traced(it) } ?: "")

    private fun where(): String = Thread.currentThread().name.substringBefore('@').substringBefore("-worker").trim()

    private suspend fun throwsAfter(): String {
        val answer = engine.success("before")
        if (answer.isEmpty()) delay(1)
        throw RuntimeException("after $answer")
    }

    @JvmStatic
    fun main(arguments: Array<String>) {
        System.setProperty("kotlinx.coroutines.debug", "on")
        runBlocking(CoroutineName("steps")) { steps() }
        bare()
        println("= end")
        thread(isDaemon = true) {
            while (true) {
                System.gc()
                Thread.sleep(50)
            }
        }
        println("ready")
        while (System.`in`.read() >= 0) {
            // What comes in does not matter.
        }
    }

    private suspend fun steps() {
        step("success") { engine.success("blocking") + where() }
        for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Unconfined)) {
            step("success on $dispatcher") { withContext(dispatcher) { engine.success("on") } + where() }
        }
        step("context") {
            withContext(CoroutineName("named")) { engine.quick(1).toString() + currentCoroutineContext()[CoroutineName] }
        }
        step("failure") { engine.failure("x") }
        step("failure elsewhere") { withContext(Dispatchers.Default) { engine.failure("y") } }
        step("direct") { engine.direct("z") }
        step("quick") { engine.quick(1) }
        step("throws after") { throwsAfter() }
        step("cancelled") {
            coroutineScope {
                val job = launch { engine.slow() }
                yield()
                job.cancelAndJoin()
                job.isCancelled
            }
        }
        step("time-out") { withTimeout(20) { engine.slow() } }
        step("time-out or null") { withTimeoutOrNull(20) { engine.slow() } }
        step("async") { coroutineScope { List(5) { async(Dispatchers.Default) { engine.success("$it") } }.awaitAll() } }
        step("supervisor") {
            supervisorScope {
                val fails = async { engine.failure("supervised") }
                val succeeds = async { engine.success("supervised") }
                succeeds.await() + runCatching { fails.await() }.exceptionOrNull()?.message
            }
        }
        step("scope") {
            coroutineScope {
                launch { engine.slow() }
                launch(start = CoroutineStart.UNDISPATCHED) { engine.failure("scoped") }
                "not failed"
            }
        }
        step("tail") { engine.tail() + where() }
        step("tail on Default") { withContext(Dispatchers.Default) { engine.tail() + where() } }
        step("tail unconfined") { withContext(Dispatchers.Unconfined) { engine.tail() } }
        step("cancellable tail") { engine.cancellableTail() + where() }
        step("received") {
            val channel = Channel<Int>()
            coroutineScope {
                launch { repeat(50) { channel.send(it) } }
                (1..50).sumOf { engine.received(channel) }
            }
        }
        step("outer") { engine.outer() }
        step("recursive") { engine.recursive(3) }
        step("overridden") { engine.overridable(2) + local.overridable(2) }
        step("default") { engine.defaulted() + engine.defaulted(4) }
        step("hidden") { engine.hidden() }
        step("inlined") { engine.inlined { engine.quick(5) } }
        step("interface") { local.ask("it") }
        step("reference") {
            val function: suspend (String) -> String = engine::success
            function("referred")
        }
        step("sequence") { sequence { engine.run { numbers() } }.toList() }
        step("null") { engine.nullable() }
        step("outcome") { engine.outcome(false).toString() + engine.outcome(true) }
        step("safe twice") { engine.safeTwice() }
    }

    /** Without a dispatcher. */
    private fun bare() {
        val finish = Continuation<String>(EmptyCoroutineContext) { println("= finish: $it") }
        suspend { engine.twice() + "." }.startCoroutine(finish)
        engine.saved!!.resume("first")
        println("= resumed twice: " + runCatching { engine.saved!!.resume("second") })
        val resumed = CountDownLatch(1)
        suspend { engine.tail() }.startCoroutine(Continuation(EmptyCoroutineContext) {
            println("= tail finish: $it")
            resumed.countDown()
        })
        resumed.await()
        engine::twice.startCoroutine(finish)
        engine.saved!!.resume("by reference")
        val started = engine::quick.let { quick -> suspend { quick(7) } }.startCoroutineUninterceptedOrReturn(
            Continuation<Int>(EmptyCoroutineContext) { println("= not expected: $it") })
        println("= uninterrupted: $started")
        engine.saved = null
        val forgets: suspend () -> Unit = { engine.forgotten() }
        forgets.startCoroutine(Continuation(EmptyCoroutineContext) { println("= not forgotten") })
    }
}
