package com.example.films

import io.github.cdkmediadelivery.S3OacVodDistribution
import io.github.cdkmediadelivery.simulator.CloudAssembly
import io.github.cdkmediadelivery.simulator.Edge
import io.github.cdkmediadelivery.simulator.Stage
import kotlin.io.path.Path
import kotlin.io.path.readText
import software.amazon.awscdk.App
import software.amazon.awscdk.AppProps
import software.amazon.awscdk.Stack
import software.constructs.Construct

/** Films in a bucket of the facade's own. */
class Films(scope: Construct, id: String) : Stack(scope, id) {

    private val delivery: S3OacVodDistribution = S3OacVodDistribution.Builder.create(this, "Delivery")
        .contentPath("/video")
        .build()

    /** Where a player begins. */
    val film: String = delivery.getPlaybackUrl("film/index.m3u8")
}

/** A stranger's app: refused once, synthesized, asked in memory what a viewer would get, and printed. */
fun main(args: Array<String>) {
    val app = App(AppProps.builder().outdir(args[0]).build())
    val films = Films(app, "Films")
    check(films.film.endsWith("/video/film/index.m3u8")) { films.film }
    println(refusal { S3OacVodDistribution.Builder.create(films, "Refused").contentPath("video/*") })

    val edge = Edge.of(CloudAssembly.of(app))
    val film = edge.get("/video/film/index.m3u8").send()
    check(film.status == 200 && film.decidedBy == Stage.ORIGIN && film.admitted.get()) { "the film is not played: $film" }
    val stranger = edge.get("/index.m3u8").send()
    check(stranger.status == 403 && stranger.originRequests.isEmpty()) { "what nobody named is asked for: $stranger" }

    println(Path(args[0], "Films.template.json").readText())
}

private fun refusal(call: () -> Unit): String? {
    val refused = runCatching(call).exceptionOrNull()
    check(refused is IllegalArgumentException) { "not refused: $refused" }
    return refused.message
}
