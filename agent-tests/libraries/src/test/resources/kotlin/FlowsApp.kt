package com.acme.apps

import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flatMapConcat
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.shareIn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** An engine whose answers are flows. */
class Streams {
    val state = MutableStateFlow(1)
    val shared = MutableSharedFlow<Int>()
    private var attempts = 0

    fun tokens(): Flow<String> = flow {
        for (token in listOf("t1", "t2", "t3")) {
            delay(1)
            emit(token)
        }
    }

    fun eager(): Flow<Int> = flowOf(1, 2, 3)

    fun listed(): Flow<Int> = listOf(1, 2, 3).asFlow()

    fun mapped(): Flow<String> = tokens().map { it.uppercase() }

    fun elsewhere(): Flow<String> = flow { repeat(3) { emit("on " + where()) } }.flowOn(Dispatchers.Default)

    fun channel(): Flow<Int> = channelFlow {
        launch { send(1) }
        launch { send(2) }
    }

    fun burst(): Flow<Int> = callbackFlow {
        repeat(1_000) { trySend(it) }
        channel.close()
        awaitClose { }
    }

    fun failing(): Flow<Int> = flow {
        emit(1)
        delay(1)
        throw IllegalStateException("no more")
    }

    fun unsteady(): Flow<Int> = flow {
        emit(attempts)
        if (attempts++ == 0) throw IllegalStateException("once more")
    }

    fun endless(): Flow<Int> = flow {
        var count = 0
        while (true) {
            delay(1)
            emit(count++)
        }
    }

    fun wrong(): Flow<Int> = flow { withContext(CoroutineName("other")) { emit(1) } }

    fun context(): Flow<String> = flow { emit(currentCoroutineContext()[CoroutineName].toString()) }

    fun states(): StateFlow<Int> = state

    fun statesAsFlow(): Flow<Int> = state

    fun events(): Flow<Int> = shared

    fun stuck(): Flow<Int> = flow {
        emit(1)
        suspendCoroutine<Unit> { }
    }

    fun unread(): Flow<Int> = flow { emit(1) }

    private fun where(): String = Thread.currentThread().name.substringBefore('@').substringBefore("-worker").trim()
}

/** Every way in which flows are read, each printed in one line that does not depend on timing. */
object FlowsApp {
    private val streams = Streams()

    private suspend fun step(name: String, block: suspend () -> Any?) {
        val line = try {
            block().toString()
        } catch (thrown: Throwable) {
            thrown.toString().lines().first()
        }
        println("= $name: $line")
    }

    @JvmStatic
    fun main(arguments: Array<String>) {
        runBlocking(CoroutineName("flows")) { steps() }
        forget()
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
        step("tokens") { streams.tokens().toList() }
        step("twice") {
            val tokens = streams.tokens()
            tokens.toList() + tokens.toList()
        }
        step("eager") { streams.eager().toList() }
        step("listed") { streams.listed().toList() }
        step("mapped") { streams.mapped().toList() }
        step("elsewhere") { streams.elsewhere().toList() }
        step("channel") { streams.channel().toList().sorted() }
        step("burst") { streams.burst().buffer(5_000).toList().size }
        step("conflated") { streams.burst().conflate().toList() }
        step("failing") { streams.failing().toList() }
        step("caught") { streams.failing().catch { emit(-1) }.toList() }
        step("completion") {
            var cause: Throwable? = null
            runCatching { streams.failing().onCompletion { cause = it }.toList() }
            cause
        }
        step("retried") { streams.unsteady().retry(2).toList() }
        step("first") { streams.endless().first() }
        step("take") { streams.endless().take(3).toList() }
        step("time-out") { withTimeout(30) { streams.endless().toList() } }
        step("cancelled") {
            coroutineScope {
                val job = launch { streams.endless().collect { } }
                delay(10)
                job.cancelAndJoin()
                job.isCancelled
            }
        }
        step("collector throws") { streams.tokens().collect { throw UnsupportedOperationException(it) } }
        step("wrong context") { streams.wrong().toList() }
        step("context") { withContext(CoroutineName("named")) { streams.context().first() } }
        step("context on") { streams.context().flowOn(CoroutineName("flowed")).toList() }
        step("state") { (streams.states() === streams.state).toString() + (streams.statesAsFlow() === streams.state) }
        step("state first") { streams.states().first() }
        step("events") { streams.events() === streams.shared }
        step("zip") { streams.tokens().zip(streams.eager()) { one, other -> one + other }.toList() }
        step("combine") { streams.eager().combine(flowOf("x")) { one, other -> "$one$other" }.toList().last() }
        step("flat map") { streams.eager().flatMapConcat { streams.tokens() }.toList() }
        step("started") { streams.tokens().onStart { emit("t0") }.toList() }
        step("produced") { coroutineScope { streams.channel().produceIn(this).receive() > 0 } }
        step("shared") {
            coroutineScope {
                val sharing = Job()
                val shared = streams.eager().shareIn(CoroutineScope(sharing), SharingStarted.Lazily, 3)
                shared.take(3).toList().also { sharing.cancelAndJoin() }
            }
        }
        streams.unread()
        yield()
    }

    /** Collects what never goes on, and lets go of it. */
    private fun forget() {
        val stuck: suspend () -> Unit = { streams.stuck().collect { println("= stuck after $it") } }
        stuck.startCoroutine(Continuation(EmptyCoroutineContext) { println("= not stuck") })
    }
}
