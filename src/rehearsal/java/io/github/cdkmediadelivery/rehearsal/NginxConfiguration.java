package io.github.cdkmediadelivery.rehearsal;

import io.github.cdkmediadelivery.simulator.Behavior;
import io.github.cdkmediadelivery.simulator.Distribution;
import io.github.cdkmediadelivery.simulator.Origin;
import io.github.cdkmediadelivery.simulator.OriginGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What nginx is told. An outer server for each distribution chooses the behaviour, asks the script and keeps answers;
 * an inner one for each origin group asks the first origin first, whatever it answered the last time, and then the
 * second.
 *
 * @param distributions that it stands for
 * @param ports of its own
 * @param origins port of what stands for the first origins, and for the second
 * @param site folder of the pages of other sites
 * @param sites their names
 * @param folder for its files
 */
record NginxConfiguration(
        List<Distribution> distributions,
        Ports ports,
        List<Integer> origins,
        Path site,
        List<String> sites,
        Path folder) {

    /** Where it listens: for TLS, for plain HTTP, and for itself. */
    record Ports(int secure, int plain, int inner) {}

    private static final String HERE = "127.0.0.1:";

    /**
     * What makes nginx ask the next one, by the criteria of an origin group. An origin that cannot be reached counts as
     * 503, one that does not answer in time as 504.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html">Origin
     *     failover</a>
     */
    private static final Map<Integer, String> NEXT = Map.of(
            403, "http_403",
            404, "http_404",
            429, "http_429",
            500, "http_500",
            502, "http_502",
            503, "http_503 error",
            504, "http_504 timeout");

    static boolean knows(OriginGroup group) {
        return !group.mediaQuality() && NEXT.keySet().containsAll(group.statusCodes());
    }

    /** The inner server of a group; or of whoever is in none. */
    static String inner(int distribution, int group) {
        return group < 0 ? "alone" : "group-" + distribution + "-" + group;
    }

    String text() {
        return """
                load_module %s;
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log nginx.log warn;
                events {}
                http {
                  log_format trace '$time_iso8601 $host "$request" $status by "$sent_http_x_decided_by" for "$http_origin": '
                    'cache "$upstream_cache_status", origins "$upstream_status" in $request_time s';
                  access_log trace.log trace;
                  types { text/html html; text/javascript js; }
                  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
                  js_path %s;
                  js_import edge from edge.js;
                  js_var $edge_key;
                  js_var $edge_request;
                  js_var $edge_inner;
                  proxy_cache_path cache keys_zone=edge:4m;
                  ssl_certificate edge.pem;
                  ssl_certificate_key edge.pem;
                  server_names_hash_bucket_size 256;
                %s
                  server {
                    listen %s ssl;
                    server_name %s;
                    root %s;
                  }
                  server {
                    listen %s ssl default_server;
                    server_name _;
                    location / {
                      proxy_pass http://%s;
                      proxy_set_header Host $host;
                      proxy_set_header X-Edge-Request "";
                    }
                  }
                %s}
                """
                .formatted(
                        Tools.NJS,
                        folder,
                        outer(),
                        HERE + ports.secure,
                        String.join(" ", sites),
                        site.toAbsolutePath(),
                        HERE + ports.secure,
                        HERE + origins.get(0),
                        inner());
    }

    private String outer() {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i < distributions.size(); i++) {
            servers.append(outer(distributions.get(i), i));
        }
        return servers.toString();
    }

    private String outer(Distribution distribution, int index) {
        List<String> names = new ArrayList<>(distribution.aliases());
        names.add(distribution.domainName());
        StringBuilder locations = new StringBuilder();
        for (int i = 0; i < distribution.behaviors().size(); i++) {
            locations.append("    location " + location(distribution.behaviors().get(i)) + " { set $behavior " + i
                    + "; js_content edge.handle; }\n");
        }
        String root = distribution.rootObject().isEmpty()
                ? ""
                : "    location = / { rewrite ^ /" + distribution.rootObject() + " last; }\n";
        return """
                  server {
                    listen %s ssl;
                    listen %s;
                    server_name %s;
                    set $distribution %d;
                %s%s
                    location @origin {
                      proxy_cache edge;
                      proxy_cache_key $edge_key;
                      proxy_cache_lock on;
                      proxy_cache_use_stale error timeout http_500 http_502 http_503 http_504;
                      proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;
                      js_header_filter edge.decorate;
                      proxy_pass_request_headers off;
                      proxy_set_header Host $edge_inner;
                      proxy_set_header X-Edge-Request $edge_request;
                      proxy_set_header X-Edge-Behavior $distribution-$behavior;
                      proxy_pass http://%s;
                    }
                  }
                """
                .formatted(
                        HERE + ports.secure,
                        HERE + ports.plain,
                        String.join(" ", names),
                        index,
                        root,
                        locations,
                        HERE + ports.inner);
    }

    private String inner() {
        StringBuilder servers = new StringBuilder(inner(inner(0, -1), HERE + origins.get(0), ""));
        for (int i = 0; i < distributions.size(); i++) {
            Distribution distribution = distributions.get(i);
            for (int j = 0; j < distribution.groups().size(); j++) {
                servers.append(inner(distribution, distribution.groups().get(j), inner(i, j)));
            }
        }
        return servers.toString();
    }

    /** Without {@code max_fails=0} nginx would leave an origin that failed alone for a while; CloudFront does not. */
    private String inner(Distribution distribution, OriginGroup group, String name) {
        Origin first = distribution.origins().stream()
                .filter(origin -> origin.id().equals(group.members().get(0)))
                .findFirst()
                .orElseThrow();
        String next = String.join(
                " ", group.statusCodes().stream().sorted().map(NEXT::get).toList());
        return """
                  upstream %s {
                    server %s max_fails=0;
                    server %s max_fails=0 backup;
                  }
                """
                        .formatted(name, HERE + origins.get(0), HERE + origins.get(1))
                + inner(
                        name,
                        name,
                        """
                      proxy_next_upstream %s;
                      proxy_connect_timeout %ds;
                      proxy_read_timeout %ds;
                """
                                .formatted(
                                        next,
                                        first.attempts()
                                                * first.connectTimeout().toSeconds(),
                                        first.attempts() * first.readTimeout().toSeconds()));
    }

    private String inner(String name, String upstream, String more) {
        return """
                  server {
                    listen %s;
                    server_name %s;
                    location / {
                      js_header_filter edge.times;
                %s      proxy_pass http://%s;
                    }
                  }
                """
                .formatted(HERE + ports.inner, name, more, upstream);
    }

    /** Regular expressions are tried in their order, as behaviours are. */
    private static String location(Behavior behavior) {
        if (behavior.pattern().equals(Behavior.DEFAULT)) {
            return "/";
        }
        StringBuilder regex = new StringBuilder();
        behavior.pattern().replaceFirst("^/", "").chars().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '"' -> regex.append("\\x22");
                default -> {
                    if (!Character.isLetterOrDigit(character)) {
                        regex.append('\\');
                    }
                    regex.append((char) character);
                }
            }
        });
        return "~ \"(?s)^/" + regex + "$\"";
    }
}
