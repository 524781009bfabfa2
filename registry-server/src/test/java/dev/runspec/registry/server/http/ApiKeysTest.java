package dev.runspec.registry.server.http;

import static dev.runspec.registry.server.http.Access.ADMIN;
import static dev.runspec.registry.server.http.Access.OPEN;
import static dev.runspec.registry.server.http.Access.READ;
import static dev.runspec.registry.server.http.Access.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.HostName;
import dev.runspec.registry.server.observe.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final String KEYLESS_ELSEWHERE = "from its own machine only";
  private static final String FOREIGN = "another origin";
  private static final String LOOPBACK_ORIGIN = "origin on this machine";
  private static final String KEY = Refusal.BAD_KEY;
  private static final String OK = "";

  private final AtomicLong nanos = new AtomicLong();

  private static ApiKey key(String name, Set<Access> scopes, @Nullable Instant expires) {
    return new ApiKey(
        name, scopes, HexFormat.of().formatHex(ApiKey.hash(name)), List.of(), expires);
  }

  private ApiKeys keyless(boolean protectReads, boolean openWrites) {
    return keys(KeyRing.none(), protectReads, openWrites);
  }

  private ApiKeys keys(KeyRing ring, boolean protectReads, boolean openWrites) {
    return new ApiKeys(
        ring, new ApiKeys.Rules(protectReads, openWrites), () -> NOW, nanos::get, new Metrics());
  }

  private static KeyRing ring() {
    return KeyRing.of(
        key("reader", EnumSet.of(READ), null),
        key("writer", EnumSet.of(WRITE), NOW.plusSeconds(1)),
        key("admin", EnumSet.of(ADMIN), null),
        key("all", EnumSet.of(READ, WRITE, ADMIN), null),
        key("old", EnumSet.of(READ, WRITE, ADMIN), NOW));
  }

  private static FakeHead here(String... headers) {
    return FakeHead.of("127.0.0.1", headers);
  }

  private static FakeHead elsewhere(String... headers) {
    return FakeHead.of("192.0.2.7", headers);
  }

  /** Every caller, and what he hears for READ, WRITE and ADMIN. */
  static Stream<Arguments> everyAccessAndEveryCaller() {
    List<Arguments> rows = new ArrayList<>();
    for (String mode : List.of("keyless", "open-writes", "keyed", "keyed protect-reads")) {
      boolean keyed = mode.startsWith("keyed");
      boolean open = mode.equals("open-writes");
      String read = mode.endsWith("protect-reads") ? KEY : OK;
      String bare = keyed ? KEY : OK;
      String far = keyed ? KEY : open ? OK : KEYLESS_ELSEWHERE;
      add(rows, mode, "here", here(), read, bare, bare);
      add(rows, mode, "here in IPv6", FakeHead.of("::1"), read, bare, bare);
      add(rows, mode, "here, mapped", FakeHead.of("::ffff:127.0.0.1"), read, bare, bare);
      add(rows, mode, "elsewhere", elsewhere(), read, far, far);
      add(rows, mode, "elsewhere in IPv6", FakeHead.of("2001:db8::1"), read, far, far);
      for (String field :
          List.of(
              "Forwarded: for=x",
              "X-Forwarded-For: x",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Whatever: x",
              "X-Real-IP: x",
              "Via: 1.1 x",
              "True-Client-IP: x",
              "CF-Connecting-IP: x",
              "X-Client-IP: x")) {
        add(rows, mode, field, here(field), read, far, far);
      }
      add(
          rows,
          mode,
          "same page",
          here("Host: localhost:8765", "Origin: http://localhost:8765"),
          read,
          bare,
          bare);
      add(
          rows,
          mode,
          "rebound page",
          here("Host: evil:8765", "Origin: http://evil:8765"),
          read,
          keyed ? KEY : open ? OK : LOOPBACK_ORIGIN,
          keyed ? KEY : open ? OK : LOOPBACK_ORIGIN);
      for (String origin :
          List.of(
              "http://evil",
              "null",
              "http://localhost",
              "https://localhost:8766",
              "https://localhost",
              "http://localhost:8766",
              "",
              "file://",
              "http://localhost:8765@evil")) {
        add(
            rows,
            mode,
            "page of " + origin,
            here("Host: localhost:8765", "Origin: " + origin, "X-API-Key: all"),
            OK,
            FOREIGN,
            FOREIGN);
      }
      add(
          rows,
          mode,
          "two origins",
          here("Host: localhost", "Origin: http://localhost", "Origin: http://evil"),
          read,
          FOREIGN,
          FOREIGN);
      add(rows, mode, "wrong key", elsewhere("X-API-Key: guess"), read, far, far);
      add(rows, mode, "empty key", elsewhere("X-API-Key: "), read, far, far);
      if (keyed) {
        boolean guarded = read.equals(KEY);
        add(rows, mode, "reader", elsewhere("x-api-key: reader"), OK, KEY, KEY);
        add(rows, mode, "writer", elsewhere("X-API-Key: writer"), guarded ? KEY : OK, OK, KEY);
        add(rows, mode, "admin", elsewhere("X-API-Key: admin"), guarded ? KEY : OK, KEY, OK);
        add(rows, mode, "all", elsewhere("X-API-Key: all"), OK, OK, OK);
        add(rows, mode, "all, forwarded", elsewhere("X-API-Key: all", "Via: x"), OK, OK, OK);
        add(rows, mode, "expired", elsewhere("X-API-Key: old"), guarded ? KEY : OK, KEY, KEY);
        add(
            rows,
            mode,
            "same page with key",
            elsewhere("Host: r", "Origin: http://r:80", "X-API-Key: all"),
            OK,
            OK,
            OK);
        add(
            rows,
            mode,
            "same page with key, over a proxy that ends TLS",
            elsewhere("Host: r", "Origin: https://r", "X-API-Key: all", "Via: x"),
            OK,
            OK,
            OK);
      }
    }
    return rows.stream();
  }

  private static void add(
      List<Arguments> rows,
      String mode,
      String caller,
      FakeHead head,
      String read,
      String write,
      String admin) {
    rows.add(Arguments.of(mode, caller, OPEN, head, OK));
    rows.add(Arguments.of(mode, caller, READ, head, read));
    rows.add(Arguments.of(mode, caller, WRITE, head, write));
    rows.add(Arguments.of(mode, caller, ADMIN, head, admin));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}: {4}")
  @MethodSource
  void everyAccessAndEveryCaller(
      String mode, String caller, Access access, FakeHead head, String refusal) {
    ApiKeys keys =
        mode.startsWith("keyed")
            ? keys(ring(), mode.endsWith("protect-reads"), false)
            : keyless(false, mode.equals("open-writes"));
    assertThat(heard(keys, access, head)).as(caller).contains(refusal);
    if (refusal.isEmpty()) {
      assertThat(heard(keys, access, head)).isEmpty();
    }
  }

  private static String heard(ApiKeys keys, Access access, RequestHead head) {
    try {
      Caller unused = keys.admit(access, head);
      return "";
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
      return refusal.detail();
    }
  }

  @Test
  void sameOriginOverTlsIsHttps() {
    ApiKeys keys = keys(ring(), false, false);
    FakeHead head = elsewhere("Host: r", "X-API-Key: all", "Origin: https://R").secure();
    assertThat(heard(keys, WRITE, head)).isEmpty();
    assertThat(
            heard(keys, WRITE, elsewhere("Host: r", "X-API-Key: all", "Origin: http://r").secure()))
        .contains(FOREIGN);
  }

  @Test
  void callerHasTheNameAndTheHostsOfTheKey() {
    ApiKey webOnly =
        new ApiKey(
            "web",
            EnumSet.of(WRITE),
            HexFormat.of().formatHex(ApiKey.hash("k")),
            List.of(new HostGlob("web-*"), new HostGlob("db?")),
            null);
    Caller caller = keys(KeyRing.of(webOnly), false, false).admit(WRITE, elsewhere("X-API-Key: k"));
    assertThat(caller.name()).isEqualTo("web");
    assertThat(Stream.of("web-01", "WEB-", "db1").map(HostName::new)).allMatch(caller::mayWriteFor);
    assertThat(Stream.of("web", "xweb-1", "db", "db12", "web").map(HostName::new))
        .noneMatch(caller::mayWriteFor);
    assertThatCode(() -> caller.requireWriteFor(new HostName("mail")))
        .isInstanceOf(Refusal.class)
        .hasMessage("The API key 'web' may not write for host 'mail'");
    assertThatCode(() -> Caller.ANYBODY.requireWriteFor(new HostName("mail")))
        .doesNotThrowAnyException();
  }

  @Test
  void wrongKeysAreSlowedDownToOneInTenSeconds() {
    ApiKeys keys = keys(ring(), false, false);
    FakeHead guess = elsewhere("X-API-Key: guess");
    for (int round = 0; round < 10; round++) {
      assertThat(refusal(keys, guess).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
    Refusal limited = refusal(keys, guess);
    assertThat(limited.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(limited.retryAfter()).contains(Duration.ofSeconds(10));
    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(refusal(keys, guess).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    nanos.addAndGet(1);
    assertThat(refusal(keys, guess).code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refusal(keys, guess).code()).isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void rightKeyFromAGuessersAddressWorksOnlyIfItDidBefore() {
    ApiKeys keys = keys(ring(), false, false);
    assertThat(heard(keys, WRITE, elsewhere("X-API-Key: writer"))).isEmpty();
    for (int round = 0; round < 11; round++) {
      Refusal unused = refusal(keys, elsewhere("X-API-Key: guess"));
    }
    assertThat(heard(keys, WRITE, elsewhere("X-API-Key: writer"))).isEmpty();
    assertThat(refusal(keys, elsewhere("X-API-Key: reader")).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(heard(keys, WRITE, here("X-API-Key: all"))).isEmpty();
  }

  @Test
  void behindAProxyNobodysGuessesShutOthersOut() {
    ApiKeys.Rules rules = new ApiKeys.Rules(false, false, false);
    ApiKeys keys = new ApiKeys(ring(), rules, () -> NOW, nanos::get, new Metrics());
    for (int round = 0; round < 20; round++) {
      assertThat(refusal(keys, elsewhere("X-API-Key: guess")).code())
          .isEqualTo(ErrorCode.FORBIDDEN);
    }
    assertThat(heard(keys, WRITE, elsewhere("X-API-Key: writer"))).isEmpty();
  }

  @Test
  void missingKeyIsNoGuess() {
    ApiKeys keys = keys(ring(), false, false);
    for (int round = 0; round < 20; round++) {
      assertThat(refusal(keys, elsewhere()).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
  }

  private static Refusal refusal(ApiKeys keys, RequestHead head) {
    try {
      Caller unused = keys.admit(ADMIN, head);
    } catch (Refusal refusal) {
      return refusal;
    }
    throw new AssertionError("was let in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1", "https://[::1]", "http://app.localhost", "HTTP://LocalHost"})
  void loopbackOriginsAreKnown(String origin) {
    assertThat(Origins.isLoopback(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1.evil", "http://localhost.evil", "null", "x", "http://128.0.0.1"})
  void othersAreNot(String origin) {
    assertThat(Origins.isLoopback(origin)).isFalse();
  }

  @Test
  void keysNeverShow() {
    assertThat(Arrays.asList(ApiKey.unlimited("topsecret"))).asString().doesNotContain("topsecret");
  }
}
