# 使い方は make help。Python 3.11 以上と git と make のほかは、要るものをここで入れます。
# 別の Python を使うとき: make site PYTHON=/場所/python3.12

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin

# テストを並べて動かす数(ブラウザーも同じ数だけ開きます)
WORKERS ?= auto
# pytest にそのまま渡す引数: make test ARGS='-k letters'
ARGS ?=

# 入れ終えた印。固定した版(requirements/*.txt)が変わらないかぎり、入れ直しません。
VENV_STAMP := $(VENV)/.made
SITE_STAMP := $(VENV)/.installed-site
TEST_STAMP := $(VENV)/.installed-test
PROJECT_STAMP := $(VENV)/.installed-project

# 記録だけを取り、失敗したときにだけ見せます。
PIP := $(BIN)/python -m pip --disable-pip-version-check
QUIETLY = > $(VENV)/pip.log 2>&1 || { cat $(VENV)/pip.log >&2; \
	echo '部品を入れられませんでした(上が理由です)。ネットワークを確かめて、もう一度どうぞ。' >&2; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: missing help install site serve offline check links stale test lint types format browser pictures lock clean fuzz quick proof properdocs

help: ## この一覧を出す
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(SITE_STAMP) $(PROJECT_STAMP) ## サイトを作る
	@$(BIN)/guide build

serve: $(SITE_STAMP) $(PROJECT_STAMP) ## 書きながら手元で見る
	@$(BIN)/guide serve

offline: $(SITE_STAMP) $(PROJECT_STAMP) ## 通信なしで開けるzipを作る
	@$(BIN)/guide offline

check: $(SITE_STAMP) $(PROJECT_STAMP) ## content/ のまちがいを探す
	@$(BIN)/guide check

stale: $(SITE_STAMP) $(PROJECT_STAMP) ## 長く確かめていない出典を並べる
	@$(BIN)/guide stale

links: $(SITE_STAMP) $(PROJECT_STAMP) ## 出典のアドレスが今も開けるかを確かめる(数分かかる)
	@$(BIN)/guide links

test: browser lint ## すべて確かめる(書き方、型、層、テスト)
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS)

lint: $(TEST_STAMP) $(PROJECT_STAMP) ## 書き方と型と層だけを確かめる
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tests.scripts.typescript

# プログラムの型や言葉を変えたら、スクリプトの型の宣言も変わります(テストが知らせます)。
types: $(TEST_STAMP) $(PROJECT_STAMP) ## スクリプトに渡すものの型の宣言(templates/*/data.d.ts)を書き直す
	@$(BIN)/python -m tests.scripts.declarations

# 20秒ほどで、いちばん大事なことだけを確かめます(全部は make test)。
quick: $(TEST_STAMP) $(PROJECT_STAMP) ## 書き方と、検査とページの大事なところだけを、20秒ほどで確かめる
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m pytest -q -m quick -n $(WORKERS) --maxprocesses 4

# プログラムの行を1つずつ壊して、それに気づくはずのテストが赤くなることを確かめます。
proof: browser ## テストが失敗できることを確かめる(ARGS='ファイルや約束の言葉')
	@$(BIN)/python -m tests.proof $(ARGS)

# 公開するサイトには要らないので、いつもの部品とは別の場所に入れます。
properdocs: $(TEST_STAMP) $(PROJECT_STAMP) ## MkDocs を引きつぐ ProperDocs でも、同じサイトができることを確かめる
	@$(PIP) install --quiet --upgrade --no-deps --only-binary :all: --require-hashes \
		--target $(VENV)/properdocs -r requirements/properdocs.txt $(QUIETLY)
	@PROPERDOCS=required PYTHONPATH=$(VENV)/properdocs \
		$(BIN)/python -m pytest -q tests/mkdocs_plugin/test_properdocs.py

# いつものテストは毎回同じ例で確かめます。ここでは、毎回ちがう例を試します。
fuzz: $(TEST_STAMP) $(PROJECT_STAMP) ## でたらめな中身で確かめる(SECONDS=60)
	@EXAMPLES=new $(BIN)/python -m pytest -m 'hypothesis or thorough' -n $(WORKERS) --maxprocesses 4
	@$(BIN)/python -m benchmarks.fuzz $(or $(SECONDS),60)

format: $(TEST_STAMP) ## プログラムの書き方をそろえる
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

pictures: browser ## 説明書の絵(docs/pictures/)を描き直す
	@$(BIN)/python -m docs.pictures

# 何も動かさずに、部品だけを入れます。
install: $(SITE_STAMP) $(PROJECT_STAMP)

# テストの前に、ブラウザーと日本語の書体があることを確かめます。
browser: $(TEST_STAMP)
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.engines.programs --install

lock: ## 部品の版を固定し直す(UPGRADE=1 で新しい版へ)
	@requirements/make-venv.sh .lock-venv "$(PYTHON)"
	@sh requirements/lock.sh .lock-venv $(if $(UPGRADE),--upgrade)

clean: ## 作ったサイトと一時ファイルを消す(.venv は残す)
	rm -rf site dist .lock-venv .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -path ./.venv -prune -o -path ./.git -prune -o -type d -name __pycache__ -exec rm -rf {} +

# 中の Python がなくなっていたら(システムの更新など)、作り直します。
$(VENV_STAMP): requirements/make-venv.sh $(if $(wildcard $(BIN)/python),,missing)
	@requirements/make-venv.sh $(VENV) "$(PYTHON)"
	@touch $@

$(SITE_STAMP): requirements/site.txt $(VENV_STAMP)
	@echo '部品を入れています(requirements/site.txt)…'
	@$(PIP) install --quiet --require-hashes -r requirements/site.txt $(QUIETLY)
	@touch $@

$(TEST_STAMP): requirements/test.txt $(SITE_STAMP)
	@echo 'テストの部品を入れています(requirements/test.txt)…'
	@$(PIP) install --quiet --require-hashes -r requirements/test.txt $(QUIETLY)
	@touch $@

# ここに書いたプログラムそのものを、コピーせずに使えるようにします。
# 前の名前(guide-generator)の部品が残っていると、同じ名前のプラグインが2つになります。先に外します。
$(PROJECT_STAMP): pyproject.toml $(SITE_STAMP)
	@$(PIP) uninstall --quiet --yes guide-generator $(QUIETLY)
	@$(PIP) install --quiet --no-build-isolation --no-deps --no-index -e . $(QUIETLY)
	@touch $@

missing:
