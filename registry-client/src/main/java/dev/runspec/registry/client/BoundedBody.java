package dev.runspec.registry.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body of bounded size, plain or gzip; a larger one is given up as soon as it is seen,
 * packed or unpacked.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

  private final int most;
  private final String encoding;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  private BoundedBody(int most, String encoding) {
    this.most = most;
    this.encoding = encoding;
  }

  /** A handler that takes bodies of at most {@code most} bytes. */
  static BodyHandler<byte[]> ofAtMost(int most) {
    return head ->
        new BoundedBody(
            most,
            head.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .toLowerCase(Locale.ROOT));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    source.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (whole.isDone()) {
        return;
      }
      if (buffer.remaining() > most - bytes.size()) {
        whole.completeExceptionally(tooLarge());
        if (subscription != null) {
          subscription.cancel();
        }
        return;
      }
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    try {
      whole.complete(unpacked());
    } catch (Unfit e) {
      whole.completeExceptionally(e);
    }
  }

  private byte[] unpacked() throws Unfit {
    byte[] packed = bytes.toByteArray();
    // A 204 or 304 may name the encoding of the body that it does not have.
    if (packed.length == 0) {
      return packed;
    }
    return switch (encoding) {
      case "identity" -> packed;
      case "gzip", "x-gzip" -> gunzipped(packed);
      default ->
          throw new Unfit("answered in the encoding " + encoding + ", which nobody asked for");
    };
  }

  private byte[] gunzipped(byte[] packed) throws Unfit {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = in.readNBytes(most);
      if (in.read() >= 0) {
        throw tooLarge();
      }
      return plain;
    } catch (Unfit e) {
      throw e;
    } catch (IOException e) {
      throw new Unfit("answered with a body that does not unpack: " + e.getMessage());
    }
  }

  private TooLarge tooLarge() {
    return new TooLarge("answered too much: the answer is larger than " + most + " bytes");
  }

  /** The body is none that a registry sends. */
  static sealed class Unfit extends IOException permits TooLarge {

    private static final long serialVersionUID = 1;

    Unfit(String sentence) {
      super(sentence);
    }
  }

  /** The body is larger than what is taken. */
  static final class TooLarge extends Unfit {

    private static final long serialVersionUID = 1;

    TooLarge(String sentence) {
      super(sentence);
    }
  }
}
