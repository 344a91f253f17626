-- What wrk sends: whole requests that were written beforehand, one at random each time; the same script for every server.
--
-- BENCH_REQUESTS   the file of the requests, with a zero byte between them
-- BENCH_ADDRESSES  where they go, with spaces between them: wrk's threads take them in turn
-- BENCH_MODE       "random"; or "each", which sends them one after the other and looks at every answer
--
-- Fifteen @ in a request are the place of a number, another one each time.

local threads = {}

function setup(thread)
  local addresses = {}
  for host, port in os.getenv("BENCH_ADDRESSES"):gmatch("([^ ]+):(%d+)") do
    addresses[#addresses + 1] = wrk.lookup(host, port)[1]
  end
  thread.addr = addresses[#threads % #addresses + 1]
  thread:set("number", #threads + 1)
  threads[#threads + 1] = thread
end

local PLACE = "@@@@@@@@@@@@@@@"
local requests, are_numbered, counter, began = {}, false, 0, 0
wrong, answers, answered = "", 0, 0

function init()
  local file = assert(io.open(os.getenv("BENCH_REQUESTS"), "rb"))
  for text in file:read("*a"):gmatch("[^%z]+") do
    requests[#requests + 1] = text
    are_numbered = are_numbered or text:find(PLACE, 1, true) ~= nil
  end
  file:close()
  collectgarbage()
  math.randomseed(number * 7919 + os.time())
  began = os.time() % 1000000
end

-- Fifteen digits where fifteen @ stand; no two requests have the same ones.
local function numbered(text)
  if not are_numbered then
    return text
  end
  local first, last = text:find(PLACE, 1, true)
  if not first then
    return text
  end
  counter = counter + 1
  local digits = string.format("%d%06d%08d", number, began, counter)
  return text:sub(1, first - 1) .. digits .. text:sub(last + 1)
end

if os.getenv("BENCH_MODE") == "each" then
  local at
  function request()
    -- There are two threads: each takes every second request.
    at = at and at + 2 or number - 1
    return numbered(requests[at % #requests + 1])
  end
  function response(status, _, body)
    answers = answers + 1
    answered = answered + #body
    if wrong == "" and (status ~= 200 or body:find('"errors"', 1, true) or body:find('"code"', 1, true)) then
      wrong = status .. " " .. body:sub(1, 400)
    end
  end
else
  function request()
    return numbered(requests[math.random(#requests)])
  end
end

function done(summary)
  local said, bodies, looked = "", 0, 0
  for _, thread in ipairs(threads) do
    if said == "" then
      said = thread:get("wrong")
    end
    looked = looked + thread:get("answers")
    bodies = bodies + thread:get("answered")
  end
  local failed = summary.errors
  io.write(string.format(
    "\nBENCH %d %d %d %d %d %d %s\n",
    summary.requests, summary.duration, summary.bytes, looked, bodies,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout, (said:gsub("%s+", " "))
  ))
end
