"""A report as the page of a government web site, with everything around it.

Menus, a trail, buttons to print and share, a list of related pages and a footer
stand about the report, as they do on real pages.
"""

from html import escape

MENU = ["首页", "走进清河", "政务公开", "政务服务", "互动交流", "数据发布", "营商环境", "清心办"]
TOPICS = ["区政府领导", "机构职能", "政策文件", "政策解读", "规划计划", "重大项目", "财政预决算", "行政执法"]
RELATED = [
    "一图读懂：2026年清河区政府工作报告",
    "关于清河区2025年国民经济和社会发展计划执行情况的报告",
    "关于清河区2025年预算执行情况和2026年预算草案的报告",
    "清河区2026年民生实事项目票决结果公布",
]
LINKS = ["云岭市人民政府", "望江区人民政府", "北屏区人民政府", "梅溪县人民政府", "石湾县人民政府"]

STYLE = """
body{margin:0;color:#222;font:16px/1.8 "Microsoft YaHei",sans-serif}
.wrap{width:1100px;margin:0 auto}.nav li,.side li,.links a{display:inline-block;margin-right:16px}
.article{width:800px;float:left}.side{width:260px;float:right}.title{text-align:center;font-size:28px}
.info{border-bottom:1px solid #ccc;color:#666;font-size:13px}.footer{clear:both;background:#24507e;color:#fff}
"""


def build(lines):
    """The bytes of the .html, in UTF-8."""
    title, body = lines[0], lines[1:]
    return page(title, "\n".join(paragraph(number, line) for number, line in enumerate(body))).encode("utf-8")


def paragraph(number, line):
    text = escape(line, quote=False)
    if number < 2:
        return f'<p align="center" style="text-align:center"><span style="font-family:楷体">{text}</span></p>'
    if line.startswith(("一、", "二、", "三、", "（")):
        return f'<p style="text-indent:2em"><strong>{text}</strong></p>'
    return f"<p>　　{text}</p>"


def entries(names):
    return "".join(f'<li><a href="#">{name}</a></li>' for name in names)


def page(title, article):
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_云岭市清河区人民政府</title>
<meta name="SiteName" content="云岭市清河区人民政府">
<meta name="SiteDomain" content="www.qinghe.example">
<meta name="ColumnName" content="政府工作报告">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2026-01-26 09:30">
<meta name="ContentSource" content="清河区人民政府办公室">
<style>{STYLE}</style>
<script>function fontSize(n){{document.getElementById("zoom").style.fontSize=n+"px"}}</script>
</head>
<body>
<div class="top"><div class="wrap">今天是2026年1月26日 星期一 <a href="#">无障碍浏览</a> <a href="#">繁體</a> <a href="#">登录</a></div></div>
<div class="header wrap"><a href="#">云岭市清河区人民政府</a>
<form action="#"><input type="text" name="q" placeholder="请输入关键字"><button>搜索</button></form></div>
<ul class="nav wrap">{entries(MENU)}</ul>
<div class="position wrap">当前位置：<a href="#">首页</a> &gt; <a href="#">政务公开</a> &gt; <a href="#">规划计划</a> &gt; 政府工作报告</div>
<div class="main wrap">
<div class="article">
<h1 class="title">{title}</h1>
<div class="info"><span>发布日期：2026-01-26 09:30</span> <span>来源：清河区人民政府办公室</span> <span>浏览次数：1286</span>
<span>字体：【<a href="javascript:fontSize(18)">大</a> <a href="javascript:fontSize(16)">中</a> <a href="javascript:fontSize(14)">小</a>】</span>
<a href="javascript:window.print()">打印本页</a></div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div id="zoom"><div class="TRS_Editor">
{article}
</div></div>
<div class="tools">【<a href="javascript:window.print()">打印</a>】 【<a href="javascript:window.close()">关闭</a>】</div>
<div class="scan">扫一扫在手机打开当前页</div>
</div>
<div class="side"><h3>栏目导航</h3><ul>{entries(TOPICS)}</ul><h3>相关文章</h3><ul>{entries(RELATED)}</ul></div>
</div>
<div class="footer"><div class="wrap links">友情链接：{"".join(f'<a href="#">{name}</a>' for name in LINKS)}</div>
<div class="wrap"><p>主办：云岭市清河区人民政府　承办：清河区人民政府办公室</p>
<p>网站标识码：0000000000　备案号：示例备00000000号　电话：0000-12345678</p></div></div>
</body>
</html>
"""
